var user_details = {
  "screen_name": "mara_l",
  "location": "Malm\u00f6",
  "full_name": "Mara Lindqvist",
  "bio": "Boats",
  "id": "1001"
}