window.YTD.like.part0 = [
{
  "like" : {
    "tweetId" : "99",
    "fullText" : "a secret like",
    "expandedUrl" : "https://twitter.com/i/1"
  }
}
]