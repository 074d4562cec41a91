window.YTD.follower.part0 = [
{
  "follower" : {
    "accountId" : "2001",
    "userLink" : "https://twitter.com/intent/user?user_id=2001"
  }
},
{
  "follower" : {
    "accountId" : {"deep" : [[[]]]},
    "userLink" : "https://twitter.com/intent/user?user_id="
  }
},
{
  "follower" : {
    "accountId" : "9001",
    "userLink" : "https://twitter.com/intent/user?user_id=9001"
  }
},
{
  "follower" : {
    "accountId" : "9003",
    "userLink" : "https://twitter.com/intent/user?user_id=9003"
  }
}
]