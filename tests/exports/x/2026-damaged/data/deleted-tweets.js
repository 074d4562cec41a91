window.YTD.deleted_tweets.part0 = [
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
      "17"
    ],
    "favorite_count" : "0",
    "id_str" : "1686315835192246272",
    "truncated" : false,
    "retweet_count" : "0",
    "id" : "1686315835192246272",
    "created_at" : "Tue Aug 01 10:00:00 +0000 2023",
    "favorited" : false,
    "full_text" : "@elif_s forget it",
    "lang" : "en"
  }
}
]