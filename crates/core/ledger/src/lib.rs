//! The memory of the cloud: snapshots, transactions, the journal on disk.
