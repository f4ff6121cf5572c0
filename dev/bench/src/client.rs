//! A blocking HTTP/1.1 client on one kept-alive connection. In: requests. Out: status, one header, body. Never here: TLS, redirects.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// Bytes of an answer that are taken.
const MOST_BODY: usize = 64 << 20;
/// An answer must begin by then.
const PATIENCE: Duration = Duration::from_secs(30);

/// One connection.
pub struct Client {
    stream: BufReader<TcpStream>,
    host: String,
}

/// An answer.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// `Location`, if there is one.
    pub location: Option<String>,
    /// The whole body.
    pub body: Vec<u8>,
}

impl Client {
    /// Connects to `host:port`.
    pub fn connect(address: &str) -> io::Result<Client> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(Client { stream: BufReader::new(stream), host: address.to_owned() })
    }

    /// Sends one request and reads its answer.
    pub fn call(
        &mut self,
        method: &str,
        target: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> io::Result<Answer> {
        let mut request = format!(
            "{method} {target} HTTP/1.1\r\nhost: {}\r\ncontent-length: {}\r\n",
            self.host,
            body.len()
        );
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        request.push_str("\r\n");
        let mut bytes = request.into_bytes();
        bytes.extend_from_slice(body);
        self.stream.get_mut().write_all(&bytes)?;
        self.answer()
    }

    fn answer(&mut self) -> io::Result<Answer> {
        let status = self.line()?;
        let status = status.split(' ').nth(1).and_then(|code| code.parse().ok());
        let mut answer = Answer { status: status.ok_or_else(|| odd("no status"))?, ..Answer::default() };
        let (mut length, mut chunked) = (0, false);
        loop {
            let line = self.line()?;
            let Some((name, value)) = line.split_once(':') else { break };
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.parse().map_err(|_| odd("content-length"))?,
                "transfer-encoding" => chunked = value.eq_ignore_ascii_case("chunked"),
                "location" => answer.location = Some(value.to_owned()),
                _ => {}
            }
        }
        if chunked {
            while self.chunk(&mut answer.body)? {}
        } else {
            self.take(length, &mut answer.body)?;
        }
        Ok(answer)
    }

    /// One chunk; false after the last.
    fn chunk(&mut self, body: &mut Vec<u8>) -> io::Result<bool> {
        let line = self.line()?;
        let size = usize::from_str_radix(line.split(';').next().unwrap_or("").trim(), 16);
        let size = size.map_err(|_| odd("chunk size"))?;
        self.take(size, body)?;
        self.line()?;
        Ok(size > 0)
    }

    fn take(&mut self, length: usize, body: &mut Vec<u8>) -> io::Result<()> {
        if body.len() + length > MOST_BODY {
            return Err(odd("a body larger than 64 MiB"));
        }
        let before = body.len();
        body.resize(before + length, 0);
        self.stream.read_exact(&mut body[before..])
    }

    fn line(&mut self) -> io::Result<String> {
        let mut line = String::new();
        match self.stream.read_line(&mut line)? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            _ => Ok(line.trim_end().to_owned()),
        }
    }
}

fn odd(what: &str) -> io::Error {
    io::Error::other(format!("not an HTTP answer: {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(text: &'static str) -> Answer {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut head = [0; 256];
            let read = stream.read(&mut head).unwrap();
            stream.write_all(text.as_bytes()).unwrap();
            String::from_utf8_lossy(&head[..read]).into_owned()
        });
        let answer = Client::connect(&address).unwrap().call("GET", "/a", &[("x-b", "c")], b"").unwrap();
        let request = server.join().unwrap();
        assert!(request.starts_with("GET /a HTTP/1.1\r\n") && request.contains("x-b: c\r\n"), "{request}");
        answer
    }

    #[test]
    fn counted_and_chunked_bodies_are_read() {
        let counted = answered("HTTP/1.1 202 Accepted\r\nLocation: /next\r\nContent-Length: 3\r\n\r\nabc");
        assert_eq!(counted, Answer { status: 202, location: Some("/next".into()), body: b"abc".into() });
        let chunked =
            answered("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n");
        assert_eq!((chunked.status, chunked.body.as_slice()), (200, b"abc".as_slice()));
    }
}
