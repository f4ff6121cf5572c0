//! Interstella HQ: order feed, fulfilment API, keys, leaderboard.
