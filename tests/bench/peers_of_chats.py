"""What whatstk takes to parse a chat; runs in an environment of its own (read_whatsapp.py).

    python peers_of_chats.py CHAT.txt

Prints one line of JSON: messages found, seconds of CPU from the file to the table. The importing of its libraries is
not counted.
"""

import json
import sys
import time

from whatstk import WhatsAppChat


def main(path):
    began = time.process_time()
    chat = WhatsAppChat.from_source(path)
    cpu = time.process_time() - began
    print(json.dumps({"found": len(chat.df), "cpu": cpu}))


if __name__ == "__main__":
    main(sys.argv[1])
