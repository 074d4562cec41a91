window.YTD.lists_subscribed.part0 = [ {
  "userListInfo" : {
    "urls" : [
      "https://twitter.com/bo_hakansson/lists/harbours"
    ]
  }
} ]