window.YTD.tweets.part0 = [
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
  "created_at" : Wed Oct,
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
          "name" : "Bo Håkansson",
          "screen_name" : "bo_h",
          "indices" : [
            "0",
            "9"
          ],
          "id_str" : "2002",
          "id" : "2002"
        }
      ],
      "urls" : [
        {
          "url" : "https://t.co/abc",
          "expanded_url" : "https://example.org/boats?x=1&y=2"
        }
      ]
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
    "in_reply_to_screen_name" : "bo_h",
    "id_str" : "1315321257784246272",
    "truncated" : false,
    "retweet_count" : "0",
    "id" : "1315321257784246272",
    "created_at" : "Sun Oct 11 16:00:00 +0000 2020",
    "favorited" : false,
    "full_text" : "@bo_h read this https://t.co/abc",
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
      "49"
    ],
    "favorite_count" : "0",
    "in_reply_to_status_id_str" : "17",
    "in_reply_to_status_id" : "17",
    "in_reply_to_user_id" : "2001",
    "in_reply_to_user_id_str" : "2001",
    "in_reply_to_screen_name" : "ana_duarte",
    "id_str" : "473041261163446272",
    "truncated" : false,
    "retweet_count" : "0",
    "id" : "473041261163446272",
    "created_at" : "Sun Jun 01 10:00:00 +0000 2014",
    "favorited" : false,
    "full_text" : "@ana_duarte see you at the harbour &amp; bring Bo",
    "lang" : "en"
  }
}
]