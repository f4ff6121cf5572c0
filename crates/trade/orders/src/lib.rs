//! The contract: order, SNS envelope, fulfilment, x-api-key.
