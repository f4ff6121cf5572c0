//! HQ's page in a real browser: hostile names are text, and pages of other sites neither read nor change anything. In: HQ as a program of
//! this machine over a cloud's API, a stand-in for the cloud's account of its instances, a page of another origin. Out: what Chromium saw.

#![allow(clippy::unwrap_used, missing_docs)]

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::thread;

use integration::browser::{self, Page};
use integration::cloud;
use integration::http::{self, Reply};
use integration::patience::until;
use integration::ports;
use integration::receiver::Receiver;
use integration::scratch::Scratch;
use integration::stage::{Stage, text};
use serde_json::{Value, json};

/// Names that would run a script in a page that takes them for markup: each changes the title. At most 40 characters, as attendees' names.
const HOSTILE: [&str; 4] = [
    "<img src=x onerror=document.title='ran'>",
    "<script>document.title='ran'</script>",
    "\"><svg onload=document.title='ran'>",
    "'-(document.title='ran')-'</textarea>",
];

/// HQ as a process of this machine; ended on drop.
struct Hq {
    child: Child,
    port: u16,
}

impl Drop for Hq {
    fn drop(&mut self) {
        // Nothing is to be saved.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Hq {
    fn start(stage: &Stage, topic: &str, account: &str) -> Hq {
        let port = ports::free();
        let mut command = Command::new(cloud::program());
        command.args(["program", "hq"]).env("PORT", port.to_string()).env("iridiumTopic", topic);
        command.env("AWS_ENDPOINT_URL", stage.cloud.endpoint()).env("AWS_ACCESS_KEY_ID", "test");
        command
            .env("AWS_SECRET_ACCESS_KEY", "test")
            .env("ORDER_RATE", "20")
            .env("PLATFORM_STATE_URL", account);
        let hq = Hq { child: command.stdout(Stdio::null()).spawn().unwrap(), port };
        until("HQ in order", || match hq.ask("GET", "/health", &[], "") {
            Ok(reply) if reply.status == 200 => Ok(()),
            other => Err(format!("{other:?}")),
        });
        hq
    }

    fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> std::io::Result<Reply> {
        let address = self.address();
        let own = [("host", address.as_str()), ("content-type", "application/json")];
        http::send(&address, &[&own, headers].concat(), method, path, body.as_bytes())
    }

    fn state(&self) -> Value {
        serde_json::from_slice(&self.ask("GET", "/api/state", &[], "").unwrap().body).unwrap()
    }

    fn key(&self, name: &str) -> String {
        let reply = self.ask("POST", "/keys", &[], &json!({"name": name}).to_string()).unwrap();
        text(&serde_json::from_slice::<Value>(&reply.body).unwrap()["apiKey"])
    }
}

/// Serves pages by path, on a port of loopback, until the test process ends; the port.
fn serve(pages: Vec<(&'static str, &'static str, String)>) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut reader = BufReader::new(stream);
            let mut line = String::new();
            while reader.read_line(&mut line).is_ok_and(|read| read > 2) && !line.ends_with("\r\n\r\n") {}
            let path = line.split(' ').nth(1).unwrap_or("/").to_owned();
            let found = pages.iter().find(|(known, ..)| *known == path);
            let (status, kind, body) =
                found.map_or(("404 Not Found", "text/plain", ""), |(_, kind, body)| ("200 OK", kind, body));
            let head = format!(
                "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
                body.len()
            );
            drop(reader.get_mut().write_all((head + body).as_bytes()));
        }
    });
    port
}

/// A topic with a confirmed subscriber, so that HQ feeds it.
fn topic(stage: &mut Stage) -> String {
    let topic = text(&stage.boto.call("sns", "create_topic", json!({"Name": "iridium"}))["TopicArn"]);
    let port = ports::free();
    let receiver = Receiver::listen(port);
    let subscribe =
        json!({"TopicArn": topic, "Protocol": "http", "Endpoint": format!("http://127.0.0.1:{port}/")});
    stage.boto.call("sns", "subscribe", subscribe);
    let url = until("a confirmation", || {
        let first = receiver.of_type("SubscriptionConfirmation").into_iter().next();
        first.map(|one| text(&one.message()["SubscribeURL"])).ok_or_else(|| "none yet".to_owned())
    });
    assert_eq!(http::fetch(&url).unwrap().status, 200);
    topic
}

/// An account of instances with a hostile name in every member.
fn hostile_account() -> String {
    let places = HOSTILE.map(|name| {
        let task = json!({"service": name, "status": name, "health": name, "revision": name});
        json!({"id": name, "zone": name, "address": name, "tasks": [task]})
    });
    json!({"instances": places}).to_string()
}

#[test]
fn names_are_text_whoever_gave_them() {
    if !browser::is_here() {
        return;
    }
    let Some(mut stage) = Stage::bare() else { return };
    let account = serve(vec![("/", "application/json", hostile_account())]);
    let topic = topic(&mut stage);
    let hq = Hq::start(&stage, &topic, &format!("http://127.0.0.1:{account}/"));
    for (at, name) in HOSTILE.iter().enumerate() {
        let key = hq.key(name);
        let headers = [("x-api-key", key.as_str())];
        // An order's name is refused unless it is a plain one; without a name the oldest order is meant.
        let named = [headers[0], ("idempotency-key", name)];
        assert_eq!(hq.ask("POST", "/receiving/", &named, "{\"iridium\":1}").unwrap().status, 400);
        until("an order fulfilled", || {
            hq.ask("POST", "/receiving/", &headers, "{\"iridium\":1}").unwrap();
            let state = hq.state();
            let rows = state["leaderboard"].as_array().map_or(0, Vec::len);
            if rows > at { Ok(()) } else { Err(state.to_string()) }
        });
    }
    until("the account read", || {
        let state = hq.state();
        if state["platform"]["instances"].as_array().is_some_and(|all| all.len() == 4) {
            Ok(())
        } else {
            Err(state.to_string())
        }
    });
    // As the server writes it, and once the script has written all of it anew.
    let written = hq.ask("GET", "/", &[], "").unwrap().text();
    // Seven texts and an attribute: an attendee, an instance with zone and address, a task's service, version, status and health.
    assert_eq!(written.matches("&lt;img src=x onerror=document.title='ran'&gt;").count(), 8, "{written}");
    let scratch = Scratch::new();
    let mut page = Page::open(&scratch, &format!("http://{}/", hq.address()));
    until("the page alive", || match page.evaluate("document.body?.dataset.live") {
        live if live == "true" => Ok(()),
        other => Err(other.to_string()),
    });
    let shown = page.html();
    assert_eq!(page.evaluate("document.title"), "Interstella HQ", "a script ran");
    assert_eq!(
        page.evaluate("document.querySelectorAll('img, body script, [onload], [onerror]').length"),
        0,
        "{shown}"
    );
    let count = format!("document.body.innerText.split({}).length - 1", json!(HOSTILE[0]));
    assert_eq!(page.evaluate(&count), 7, "{shown}");
    // What HQ answers to a form is text, too, and the policy runs no script that somehow got in.
    page.evaluate(
        "getkey.name.value = '<img src=x onerror=document.title=1>'.padEnd(41, '!'), getkey.requestSubmit()",
    );
    until("the portal's answer", || match page.evaluate("key.textContent") {
        said if said.as_str().is_some_and(|said| said.contains("1 to 40")) => Ok(()),
        other => Err(other.to_string()),
    });
    page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<img src=data:, onerror=document.title=\\'ran\\'>')",
    );
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {text: 'document.title=1'}))",
    );
    page.evaluate("new Promise(done => setTimeout(done, 300))");
    assert_eq!(page.evaluate("document.title"), "Interstella HQ", "the policy let an inline script run");
}

/// What a page of another origin tries, and writes down.
fn evil(hq: &str) -> String {
    format!(
        "<!doctype html><body><pre id=o></pre><img src='http://{hq}/api/state'><iframe src='http://{hq}/'></iframe><script>\
         const say=t=>{{o.textContent+='['+t+']'}},hq='http://{hq}';\
         const go=(n,p)=>p.then(r=>say(n+' '+r.type+r.status),()=>say(n+' failed'));\
         const plain={{'content-type':'text/plain'}},json={{'content-type':'application/json'}};\
         (async()=>{{\
         await go('read',fetch(hq+'/api/state'));\
         await go('simple',fetch(hq+'/keys',{{method:'POST',mode:'no-cors',headers:plain,body:'{{\"name\":\"eve\"}}'}}));\
         await go('json',fetch(hq+'/keys',{{method:'POST',headers:json,body:'{{\"name\":\"eve\"}}'}}));\
         await go('rate',fetch(hq+'/rate',{{method:'PUT',headers:json,body:'{{\"perSecond\":0}}'}}));\
         say('done')}})()</script></body>"
    )
}

#[test]
fn pages_of_other_sites_neither_read_nor_change_anything() {
    if !browser::is_here() {
        return;
    }
    let Some(mut stage) = Stage::bare() else { return };
    let topic = topic(&mut stage);
    let hq = Hq::start(&stage, &topic, "http://127.0.0.1:1/");
    let page = serve(vec![("/", "text/html", evil(&hq.address()))]);
    let scratch = Scratch::new();
    let seen = until("the page of the other site done", || {
        let seen =
            browser::dumped(&scratch, &["--virtual-time-budget=8000"], &format!("http://127.0.0.1:{page}/"));
        if seen.contains("[done]") { Ok(seen) } else { Err(seen) }
    });
    for refused in ["[read failed]", "[json failed]", "[rate failed]"] {
        assert!(seen.contains(refused), "{refused}: {seen}");
    }
    assert_eq!(hq.ask("GET", "/keys", &[], "").unwrap().text(), "{\"names\":[]}");
    assert_eq!(hq.state()["rate"], json!(20.0));

    // A name of a stranger's that leads here: its page is of HQ's own origin, and still told nothing.
    let lead = "--host-resolver-rules=MAP evil.example 127.0.0.1";
    let seen = browser::dumped(&scratch, &[lead], &format!("http://evil.example:{}/", hq.port));
    assert!(seen.contains("HQ is not known by that Host") && !seen.contains("Leaderboard"), "{seen}");
}
