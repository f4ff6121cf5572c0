//! The readers of every protocol under any bytes at all, for the fuzz targets in `dev/fuzz`. In: bytes. Out: nothing; a promise that
//! does not hold is a panic. Never here: anything the product calls.

use shapes::{Document, OperationSchema, Protocol, Shape};

use crate::cbor_read::read_cbor;
use crate::cbor_write::write_cbor;
use crate::json_read::read_json;
use crate::json_write::write_json;
use crate::query_read::{pairs, read_query};
use crate::validate::validate;

/// The operation the first two bytes stand for, among those that can be spoken so, and the rest.
fn operation(
    bytes: &[u8],
    protocols: &[Protocol],
) -> Option<(&'static OperationSchema, &'static Shape, usize)> {
    let services = shapes::services().iter();
    let spoken = services.filter(|service| service.protocols.iter().any(|known| protocols.contains(known)));
    let operations: Vec<&'static OperationSchema> =
        spoken.flat_map(|service| service.operations).copied().collect();
    let (first, _) = bytes.split_first_chunk::<2>()?;
    let operation = operations.get(usize::from(u16::from_be_bytes(*first)) % operations.len().max(1))?;
    Some((operation, operation.input?, 2))
}

/// A body of JSON: what is read of it reads back the same from JSON and from CBOR.
///
/// # Panics
///
/// When it does not.
pub fn json(bytes: &[u8]) {
    let Some((operation, shape, rest)) = operation(bytes, &[Protocol::Json10, Protocol::Json11]) else {
        return;
    };
    if let Ok(read) = read_json(shape, &bytes[rest..]) {
        agreed(operation, shape, &read);
    }
}

/// A body of CBOR: what is read of it reads back the same from JSON and from CBOR.
///
/// # Panics
///
/// When it does not.
pub fn cbor(bytes: &[u8]) {
    let Some((operation, shape, rest)) = operation(bytes, &[Protocol::Cbor, Protocol::Json10]) else {
        return;
    };
    if let Ok(read) = read_cbor(shape, &bytes[rest..]) {
        agreed(operation, shape, &read);
    }
}

/// Parameters of Query: what is read of them reads back the same from JSON and from CBOR.
///
/// # Panics
///
/// When it does not.
pub fn query(bytes: &[u8]) {
    form(bytes, Protocol::Query);
}

/// Parameters of EC2 Query: the same.
///
/// # Panics
///
/// When it does not.
pub fn ec2(bytes: &[u8]) {
    form(bytes, Protocol::Ec2);
}

fn form(bytes: &[u8], protocol: Protocol) {
    let Some((operation, shape, rest)) = operation(bytes, &[protocol]) else { return };
    let Ok(text) = std::str::from_utf8(&bytes[rest..]) else { return };
    let Ok(pairs) = pairs(text) else { return };
    if let Ok(read) = read_query(shape, protocol, &pairs) {
        agreed(operation, shape, &read);
    }
}

/// The other readers take what one has read, written down, for the same.
fn agreed(operation: &'static OperationSchema, shape: &'static Shape, read: &Document) {
    let _ = validate(operation, read);
    // As texts: NaN is not itself.
    let said = format!("{read:?}");
    let (mut json, mut cbor) = (Vec::new(), Vec::new());
    write_json(&mut json, read);
    assert_eq!(format!("{:?}", read_json(shape, &json)), format!("Ok({said})"), "{}: JSON", operation.name);
    write_cbor(&mut cbor, read);
    assert_eq!(format!("{:?}", read_cbor(shape, &cbor)), format!("Ok({said})"), "{}: CBOR", operation.name);
}

/// The input of an operation, as a body of JSON gives it, whatever its service speaks; `None` when it breaks a constraint of the model.
pub fn input(operation: &'static OperationSchema, body: &[u8]) -> Option<Document> {
    let Some(shape) = operation.input else { return Some(Document::Map(Vec::new())) };
    let read = read_json(shape, body).ok()?;
    validate(operation, &read).ok()?;
    Some(read)
}
