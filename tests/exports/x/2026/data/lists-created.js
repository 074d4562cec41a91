window.YTD.lists_created.part0 = [
{
  "userListInfo" : {
    "url" : "https://twitter.com/maralind/lists/boat-builders"
  }
}
]