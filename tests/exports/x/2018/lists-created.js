window.YTD.lists_created.part0 = [ {
  "userListInfo" : {
    "urls" : [
      "https://twitter.com/mara_l/lists/boat-builders"
    ]
  }
} ]