window.YTD.lists_member.part0 = [ {
  "userListInfo" : {
    "urls" : [
      "https://twitter.com/somebody/lists/secret-list-of-people"
    ]
  }
} ]