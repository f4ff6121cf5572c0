//! What logistics and HQ read: messages of SNS, orders, fulfilments. Oracles: the text a signature is over is the one the sender signs;
//! a fulfilment is written so that it is read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use orders::{Envelope, Fulfilment, MessageKind, Order, OrderId, TopicArn};
use topic_delivery::Notification;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(envelope) = Envelope::parse(bytes) {
        signed(&envelope);
        let _ = (Order::parse(&envelope.message), OrderId::of(&envelope));
    }
    if let Ok(read) = Fulfilment::parse(bytes) {
        assert_eq!(Fulfilment::parse(read.to_json().as_bytes()), Ok(read));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = (Order::parse(text), TopicArn::parse(text).is_ok());
        sent(text);
    }
});

/// What the sender would have signed.
fn signed(envelope: &Envelope<'_>) {
    if envelope.kind == MessageKind::Notification {
        assert_eq!(envelope.string_to_sign(), notification(envelope).string_to_sign());
    }
}

fn notification(envelope: &Envelope<'_>) -> Notification {
    Notification {
        message_id: envelope.message_id.to_string(),
        topic_arn: envelope.topic_arn.to_string(),
        subject: envelope.subject.as_deref().map(str::to_owned),
        message: envelope.message.to_string(),
        timestamp: envelope.timestamp.to_string(),
        attributes: Vec::new(),
    }
}

/// Any text can be sent, and arrives.
fn sent(text: &str) {
    let body = serde_json::json!({
        "Type": "Notification", "MessageId": "1", "TopicArn": "arn", "Message": text, "Timestamp": "now",
        "SignatureVersion": "1", "Signature": "", "SigningCertURL": "",
    });
    let body = body.to_string();
    let read = Envelope::parse(body.as_bytes()).expect("an envelope");
    assert_eq!(read.message, text);
}
