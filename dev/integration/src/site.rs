//! A web site of somebody else on this machine: one page at every path, and a place for what the page has to tell. In: the page, a port.
//! Out: what it told.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

use serde_json::Value;

use crate::patience::until;

/// What a page may tell at once, bytes.
const MOST: u64 = 1 << 20;

/// A listening site; closed on drop.
#[derive(Debug)]
pub struct Site {
    port: u16,
    told: Arc<Mutex<Vec<String>>>,
    closed: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Site {
    /// Listens at a port of loopback. `GET` is answered with the page, `POST /report` is remembered; pages of any site may report.
    pub fn listen(port: u16, page: String) -> Site {
        let listener = TcpListener::bind(("127.0.0.1", port)).expect("the site's port");
        let (told, closed) = (Arc::<Mutex<Vec<String>>>::default(), Arc::<AtomicBool>::default());
        let (book, end) = (Arc::clone(&told), Arc::clone(&closed));
        let thread = thread::spawn(move || {
            let page = Arc::new(page);
            for stream in listener.incoming().flatten() {
                if end.load(Ordering::Relaxed) {
                    return;
                }
                let (page, book) = (Arc::clone(&page), Arc::clone(&book));
                thread::spawn(move || serve(stream, &page, &book));
            }
        });
        Site { port, told, closed, thread: Some(thread) }
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Waits for the first report that has this member; the report.
    #[track_caller]
    pub fn report(&self, member: &str) -> Value {
        until(&format!("a report with {member:?}"), || {
            let told = self.told.lock().expect("no panic while writing");
            let mut parsed = told.iter().rev().filter_map(|text| serde_json::from_str::<Value>(text).ok());
            parsed.find(|report| !report[member].is_null()).ok_or_else(|| format!("{told:?}"))
        })
    }

    /// Stops listening; the port is free then.
    pub fn close(&mut self) {
        self.closed.store(true, Ordering::Relaxed);
        // The last one, so that the thread looks.
        drop(TcpStream::connect(("127.0.0.1", self.port)));
        drop(self.thread.take().map(JoinHandle::join));
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        if self.thread.is_some() {
            self.close();
        }
    }
}

/// One request, one answer.
fn serve(stream: TcpStream, page: &str, told: &Mutex<Vec<String>>) -> io::Result<()> {
    let mut reader = BufReader::new(stream);
    let (mut first, mut line, mut length) = (String::new(), String::new(), 0);
    reader.read_line(&mut first)?;
    while reader.read_line(&mut line)? > 2 {
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
        line.clear();
    }
    let mut body = String::new();
    reader.by_ref().take(length.min(MOST)).read_to_string(&mut body)?;
    let page = if first.starts_with("GET ") { page } else { "" };
    if first.starts_with("POST /report ") {
        told.lock().expect("no panic while writing").push(body);
    }
    write!(
        reader.get_mut(),
        "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: {}\r\nconnection: close\r\ncache-control: no-store\r\n\
         access-control-allow-origin: *\r\naccess-control-allow-headers: *\r\n\r\n{page}",
        page.len()
    )
}
