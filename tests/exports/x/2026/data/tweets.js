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
      "31"
    ],
    "favorite_count" : "0",
    "id_str" : "1810403480171446272",
    "truncated" : false,
    "retweet_count" : "0",
    "id" : "1810403480171446272",
    "created_at" : "Tue Mar 04 05:06:07 +0000 1997",
    "favorited" : false,
    "full_text" : "From an impossible year @elif_s",
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
      "urls" : [
        {
          "url" : "https://t.co/quote",
          "expanded_url" : "https://twitter.com/Gita_Raman/status/123"
        }
      ]
    },
    "display_text_range" : [
      "0",
      "28"
    ],
    "favorite_count" : "0",
    "id_str" : "1598376379806646272",
    "truncated" : false,
    "retweet_count" : "0",
    "id" : "1598376379806646272",
    "created_at" : "Thu Dec 01 18:00:00 +0000 2022",
    "favorited" : false,
    "full_text" : "Well said https://t.co/quote",
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
      "user_mentions" : [],
      "urls" : []
    },
    "display_text_range" : [
      "0",
      "16"
    ],
    "favorite_count" : "0",
    "in_reply_to_status_id_str" : "17",
    "in_reply_to_status_id" : "17",
    "in_reply_to_user_id" : "1001",
    "in_reply_to_user_id_str" : "1001",
    "in_reply_to_screen_name" : "mara_l",
    "id_str" : "762981752632246272",
    "truncated" : false,
    "retweet_count" : "0",
    "id" : "762981752632246272",
    "created_at" : "Tue Aug 09 12:00:00 +0000 2016",
    "favorited" : false,
    "full_text" : "a thread goes on",
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