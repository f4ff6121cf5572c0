//! Messages of an event stream, the answer that goes on (`application/vnd.amazon.eventstream`). In: a kind and a document. Out: bytes of one
//! message. Never here: when to send one, signatures of messages (only clients sign theirs).
//!
//! ```text
//!   total length u32 · headers length u32 · crc32 of these 8 bytes · headers · payload (JSON) · crc32 of all before
//!   header = name length u8 · name · 7 (a text) · value length u16 · value                 numbers are big-endian
//! ```

use shapes::Document;

use crate::json_write::write_json;

/// The media type of such an answer.
pub const EVENT_STREAM: &str = "application/vnd.amazon.eventstream";

/// Bytes before the headers and behind the payload.
const PRELUDE: usize = 12;
const TRAILER: usize = 4;
/// The type of a header that is a text.
const TEXT: u8 = 7;

/// What every stream of a JSON service begins with: the members of the answer that are no events, here none.
pub fn initial_response() -> Vec<u8> {
    event("initial-response", &Document::Map(Vec::new()))
}

/// An event: the name of a member of the stream's union, and what it says.
pub fn event(name: &str, payload: &Document) -> Vec<u8> {
    message(
        &[(":event-type", name), (":content-type", "application/json"), (":message-type", "event")],
        payload,
    )
}

/// An exception of the stream's union; nothing follows it.
pub fn exception(name: &str, words: &str) -> Vec<u8> {
    let payload = Document::Map(vec![("message".into(), Document::String(words.to_owned()))]);
    let headers =
        [(":exception-type", name), (":content-type", "application/json"), (":message-type", "exception")];
    message(&headers, &payload)
}

fn message(headers: &[(&str, &str)], payload: &Document) -> Vec<u8> {
    let mut out = vec![0; PRELUDE];
    for (name, value) in headers {
        // Names and values are words of ours.
        out.push(name.len() as u8);
        out.extend_from_slice(name.as_bytes());
        out.push(TEXT);
        out.extend_from_slice(&(value.len() as u16).to_be_bytes());
        out.extend_from_slice(value.as_bytes());
    }
    let headers = (out.len() - PRELUDE) as u32;
    write_json(&mut out, payload);
    let total = (out.len() + TRAILER) as u32;
    out[..4].copy_from_slice(&total.to_be_bytes());
    out[4..8].copy_from_slice(&headers.to_be_bytes());
    let prelude = crc32fast::hash(&out[..8]);
    out[8..PRELUDE].copy_from_slice(&prelude.to_be_bytes());
    let whole = crc32fast::hash(&out);
    out.extend_from_slice(&whole.to_be_bytes());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_as_botocore_encodes_it() {
        // botocore.eventstream reads these bytes as the event `x` with the payload `{}`.
        let bytes = event("x", &Document::Map(Vec::new()));
        let number = |at: usize| u32::from_be_bytes(std::array::from_fn(|i| bytes[at + i]));
        assert_eq!((number(0) as usize, number(8)), (bytes.len(), crc32fast::hash(&bytes[..8])));
        assert_eq!(number(bytes.len() - 4), crc32fast::hash(&bytes[..bytes.len() - 4]));
        let headers = &bytes[PRELUDE..PRELUDE + number(4) as usize];
        assert!(headers.starts_with(b"\x0b:event-type\x07\x00\x01x\x0d:content-type"));
        assert_eq!(&bytes[PRELUDE + headers.len()..bytes.len() - 4], b"{}");
    }

    #[test]
    fn an_exception_says_its_name_and_words() {
        let text = String::from_utf8_lossy(&exception("SessionTimeoutException", "over")).into_owned();
        assert!(text.contains(":exception-type") && text.contains("SessionTimeoutException"));
        assert!(text.contains(r#"{"message":"over"}"#));
    }
}
