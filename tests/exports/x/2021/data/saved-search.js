window.YTD.saved_search.part0 = [
{
  "savedSearch" : {
    "savedSearchId" : "1",
    "query" : "a secret search"
  }
},
{
  "savedSearch" : {
    "savedSearchId" : "2",
    "query" : "secret from:elif_s OR @nobody_at_all"
  }
}
]