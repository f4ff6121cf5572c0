//! Typed ids, resources and their statuses.
