window.YTD.tweets.part2 = [
{
  "tweet" : {
    "retweeted" : false,
    "source" : "<a href=\"https://mobile.example\" rel=\"nofollow\">X Web App</a>",
    "entities" : {
      "hashtags" : [],
      "symbols" : [],
      "user_mentions" : [
        {
          "name" : "Ana Duarte 🌊",
          "screen_name" : "ana_duarte",
          "indices" : [
            "0",
            "9"
          ],
          "id_str" : "2001",
          "id" : "2001"
        }
      ],
      "urls" : []
    },
    "display_text_range" : [
      "0",
      "29"
    ],
    "favorite_count" : "0",
    "in_reply_to_status_id_str" : "17",
    "in_reply_to_status_id" : "17",
    "in_reply_to_user_id" : "2001",
    "in_reply_to_user_id_str" : "2001",
    "in_reply_to_screen_name" : "ana_duarte",
    "id_str" : "1349038428779446272",
    "truncated" : false,
    "retweet_count" : "0",
    "id" : "1349038428779446272",
    "created_at" : "Tue Jan 12 17:00:00 +0000 2021",
    "favorited" : false,
    "full_text" : "@ana_duarte https://t.co/pic1",
    "lang" : "en",
    "extended_entities" : {
      "media" : [
        {
          "url" : "https://t.co/pic1",
          "expanded_url" : "https://twitter.com/maralind/status/1/photo/1"
        }
      ]
    }
  }
},
{
  "tweet" : {
    "retweeted" : false,
    "source" : "<a href=\"https://mobile.example\" rel=\"nofollow\">X Web App</a>",
    "entities" : {
      "hashtags" : [],
      "symbols" : [],
      "user_mentions" : [
        {
          "name" : "Ana Duarte 🌊",
          "screen_name" : "ana_duarte",
          "indices" : [
            "0",
            "9"
          ],
          "id_str" : "2001",
          "id" : "2001"
        },
        {
          "name" : "Elif Şahin",
          "screen_name" : "elif_s",
          "indices" : [
            "0",
            "9"
          ],
          "id_str" : "2004",
          "id" : "2004"
        }
      ],
      "urls" : []
    },
    "display_text_range" : [
      "0",
      "46"
    ],
    "favorite_count" : "0",
    "id_str" : "906879934264246272",
    "truncated" : false,
    "retweet_count" : "0",
    "id" : "906879934264246272",
    "created_at" : "Sun Sep 10 14:00:00 +0000 2017",
    "favorited" : false,
    "full_text" : "Coffee with @ana_duarte and @elif_s was lovely",
    "lang" : "en"
  }
},
{
  "tweet" : {
    "retweeted" : false,
    "source" : "<a href=\"https://mobile.example\" rel=\"nofollow\">X Web App</a>",
    "entities" : {
      "hashtags" : [],
      "symbols" : [],
      "user_mentions" : [
        {
          "name" : "Bo Håkansson",
          "screen_name" : "bo_hakansson",
          "indices" : [
            "0",
            "9"
          ],
          "id_str" : "2002",
          "id" : "2002"
        }
      ],
      "urls" : []
    },
    "display_text_range" : [
      "0",
      "32"
    ],
    "favorite_count" : "0",
    "in_reply_to_status_id_str" : "17",
    "in_reply_to_status_id" : "17",
    "in_reply_to_user_id" : "2002",
    "in_reply_to_user_id_str" : "2002",
    "id_str" : "572358185579446272",
    "truncated" : false,
    "retweet_count" : "0",
    "id" : "572358185579446272",
    "created_at" : "Mon Mar 02 11:30:00 +0000 2015",
    "favorited" : false,
    "full_text" : "@bo_hakansson the boats are here",
    "lang" : "en"
  }
}
]