"""Web pages of one file that needs no network, and how alarms are drawn on them."""
