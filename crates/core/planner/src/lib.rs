//! Every decision of the cloud, as pure functions.
