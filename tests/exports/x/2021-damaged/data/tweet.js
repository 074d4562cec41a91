window.YTD.tweet.part0 = [
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
  "created_at" : Wed Oct,
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