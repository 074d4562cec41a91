window.YTD.lists_member.part0 = [
{
  "userListInfo" : {
    "url" : "https://twitter.com/somebody/lists/secret-list-of-people"
  }
}
]