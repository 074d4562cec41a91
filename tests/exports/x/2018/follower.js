window.YTD.follower.part0 = [ {
  "follower" : {
    "accountId" : "2001"
  }
}, {
  "follower" : {
    "accountId" : "2003"
  }
}, {
  "follower" : {
    "accountId" : "9001"
  }
}, {
  "follower" : {
    "accountId" : "9003"
  }
} ]