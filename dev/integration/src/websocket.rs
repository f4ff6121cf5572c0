//! One WebSocket connection that gets back what it says. In: a stream whose handshake was asked for. Out: an answer, the same texts back.
//! Never here: messages of several frames, or longer than a test sends.

use std::io::{self, BufRead, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha1::{Digest, Sha1};

/// What RFC 6455 has a server add to the client's key.
const MARK: &str = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
/// Bytes of the longest message that needs no extended length.
const LONGEST: u8 = 125;
const TEXT: u8 = 1;
const CLOSE: u8 = 8;

/// Shakes hands, then says everything again until the client closes.
pub(crate) fn echo(reader: &mut impl BufRead, writer: &mut impl Write, key: &str) -> io::Result<()> {
    let accepted = STANDARD.encode(Sha1::digest(format!("{key}{MARK}")));
    write!(
        writer,
        "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-accept: {accepted}\r\n\r\n"
    )?;
    loop {
        let mut head = [0; 2];
        reader.read_exact(&mut head)?;
        let (kind, length) = (head[0] & 0x0f, head[1] & 0x7f);
        if length > LONGEST || head[1] & 0x80 == 0 {
            return Err(io::Error::other("a frame that is long or not masked"));
        }
        let (mut mask, mut text) = ([0; 4], vec![0; usize::from(length)]);
        reader.read_exact(&mut mask)?;
        reader.read_exact(&mut text)?;
        text.iter_mut().zip(mask.iter().cycle()).for_each(|(byte, mask)| *byte ^= mask);
        match kind {
            TEXT | CLOSE => writer.write_all(&[&[0x80 | kind, length][..], &text].concat())?,
            _ => {}
        }
        if kind == CLOSE {
            return Ok(());
        }
    }
}
