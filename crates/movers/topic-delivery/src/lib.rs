//! SNS over HTTP: confirm, sign, post, report.
