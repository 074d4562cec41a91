window.YTD.tweets.part1 = [
{
  "tweet" : {
    "retweeted" : false,
    "source" : "<a href=\"https://mobile.example\" rel=\"nofollow\">X Web App</a>",
    "entities" : {
      "hashtags" : [],
      "symbols" : [],
      "user_mentions" : [
        {
          "name" : "Chidi Okoro",
          "screen_name" : "chidi",
          "indices" : [
            "0",
            "9"
          ],
          "id_str" : "2003",
          "id" : "2003"
        }
      ],
      "urls" : []
    },
    "display_text_range" : [
      "0",
      "262"
    ],
    "favorite_count" : "0",
    "in_reply_to_status_id_str" : "17",
    "in_reply_to_status_id" : "17",
    "in_reply_to_user_id" : "2003",
    "in_reply_to_user_id_str" : "2003",
    "in_reply_to_screen_name" : "chidi",
    "id_str" : "1666520398033846272",
    "truncated" : false,
    "retweet_count" : "0",
    "id" : "1666520398033846272",
    "created_at" : "Wed Jun 07 19:00:00 +0000 2023",
    "favorited" : false,
    "full_text" : "@chidi a long story: the harbour the harbour the harbour the harbour the harbour the harbour the harbour the harbour the harbour the harbour the harbour the harbour the harbour the harbour the harbour the harbour the harbour the harbour the harbour the harbour …",
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
          "name" : "Gone",
          "screen_name" : "gone_again",
          "indices" : [
            "0",
            "11"
          ],
          "id_str" : "-1",
          "id" : "-1"
        }
      ],
      "urls" : []
    },
    "display_text_range" : [
      "0",
      "29"
    ],
    "favorite_count" : "0",
    "in_reply_to_user_id_str" : "-1",
    "in_reply_to_screen_name" : "gone_again",
    "id_str" : "959803662136246272",
    "truncated" : false,
    "retweet_count" : "0",
    "id" : "959803662136246272",
    "created_at" : "Sat Feb 03 15:00:00 +0000 2018",
    "favorited" : false,
    "full_text" : "@gone_again hope you are well",
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
          "name" : "Chidi Okoro",
          "screen_name" : "chidi",
          "indices" : [
            "0",
            "9"
          ],
          "id_str" : "2003",
          "id" : "2003"
        }
      ],
      "urls" : []
    },
    "display_text_range" : [
      "0",
      "34"
    ],
    "favorite_count" : "0",
    "id_str" : "860841575838646272",
    "truncated" : false,
    "retweet_count" : "0",
    "id" : "860841575838646272",
    "created_at" : "Sat May 06 13:00:00 +0000 2017",
    "favorited" : false,
    "full_text" : "RT @chidi: the tide waits for none",
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
},
{
  "tweet" : {
    "retweeted" : false,
    "source" : "<a href=\"https://mobile.example\" rel=\"nofollow\">X Web App</a>",
    "entities" : {
      "hashtags" : [],
      "symbols" : [],
      "user_mentions" : [],
      "urls" : []
    },
    "display_text_range" : [
      "0",
      "34"
    ],
    "favorite_count" : "0",
    "id_str" : "320098482385846272",
    "truncated" : false,
    "retweet_count" : "0",
    "id" : "320098482385846272",
    "created_at" : "Fri Apr 05 09:00:00 +0000 2013",
    "favorited" : false,
    "full_text" : "Hello world, this speaks to nobody",
    "lang" : "en"
  }
}
]