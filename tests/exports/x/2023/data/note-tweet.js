window.YTD.note_tweet.part0 = [
{
  "noteTweet" : {
    "noteTweetId" : "1",
    "updatedAt" : "2023-06-07T19:00:00.000Z",
    "lifecycle" : {
      "value" : "Published"
    },
    "createdAt" : "2023-06-07T19:00:00.000Z",
    "core" : {
      "styletags" : [],
      "urls" : [],
      "text" : "@chidi a long story: the harbour the harbour the harbour the harbour the harbour the harbour the harbour the harbour the harbour the harbour the harbour the harbour the harbour the harbour the harbour the harbour the harbour the harbour the harbour the harbour and how it ended well after all.",
      "mentions" : [],
      "cashtags" : [],
      "hashtags" : []
    }
  }
},
{
  "noteTweet" : {
    "noteTweetId" : "2",
    "updatedAt" : "2023-06-08T19:00:00.000Z",
    "lifecycle" : {
      "value" : "Published"
    },
    "createdAt" : "2023-06-08T19:00:00.000Z",
    "core" : {
      "styletags" : [],
      "urls" : [],
      "text" : "to nobody",
      "mentions" : [],
      "cashtags" : [],
      "hashtags" : []
    }
  }
}
]