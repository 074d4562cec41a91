window.YTD.tweets.part1 = [
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