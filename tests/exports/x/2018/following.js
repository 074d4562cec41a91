window.YTD.following.part0 = [ {
  "following" : {
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