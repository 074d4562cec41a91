window.YTD.community_tweet.part0 = [
{
  "tweet" : {
    "retweeted" : false,
    "source" : "<a href=\"https://mobile.example\" rel=\"nofollow\">X Web App</a>",
    "entities" : {
      "hashtags" : [],
      "symbols" : [],
      "user_mentions" : [
        {
          "name" : "Gita Raman",
          "screen_name" : "Gita_Raman",
          "indices" : [
            "0",
            "9"
          ],
          "id_str" : "2005",
          "id" : "2005"
        }
      ],
      "urls" : []
    },
    "display_text_range" : [
      "0",
      "15"
    ],
    "favorite_count" : "0",
    "id_str" : "1675081811358646272",
    "truncated" : false,
    "retweet_count" : "0",
    "id" : "1675081811358646272",
    "created_at" : "Sat Jul 01 10:00:00 +0000 2023",
    "favorited" : false,
    "full_text" : "@Gita_Raman yes",
    "lang" : "en"
  }
}
]