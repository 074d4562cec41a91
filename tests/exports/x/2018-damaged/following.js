window.YTD.following.part0 = [ {
  "followed \ud800" : {
    "accountId" : "2001"
  }
}, {
  "following" : {
    "accountId" : "2002"
  }
}, {
  "following" : {
    "accountId" : "9002"
  }
}, {
  "following" : {
    "accountId" : "-1"
  }
} ]