//! HQ's page, its style and its script, all from this program. In: the state. Out: answers. Never here: numbers of its own.
//!
//! The page is complete without the script; the script only keeps it true and sends the two forms. Nothing runs or is shown that is not
//! from this HQ: no inline script or style, no frame around it, and names only ever as text.

use crate::{
    platform::{Instance, Platform},
    settings::HqSettings,
    state::{Feed, ResourceState, State},
};
use courier::Reply;
use http::StatusCode;
use maud::{DOCTYPE, Markup, html};

const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; \
                      form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
const STYLE: &str = include_str!("page/hq.css");
const SCRIPT: &str = include_str!("page/hq.js");

/// The page as of `state`.
pub(crate) fn whole(state: &State, settings: &HqSettings) -> Reply {
    Reply::page(markup(state, settings).into_string())
}

/// What every answer of HQ's tells a browser, page or not: what may run, and who may use it.
pub(crate) fn guarded(reply: Reply) -> Reply {
    reply
        .with("content-security-policy", POLICY)
        .with("x-content-type-options", "nosniff")
        .with("x-frame-options", "DENY")
        .with("referrer-policy", "no-referrer")
        .with("cross-origin-resource-policy", "same-origin")
        .with("cross-origin-opener-policy", "same-origin")
}

/// The page's style sheet.
pub(crate) fn style() -> Reply {
    Reply::text(StatusCode::OK, STYLE).content("text/css; charset=utf-8")
}

/// The page's script.
pub(crate) fn script() -> Reply {
    Reply::text(StatusCode::OK, SCRIPT).content("text/javascript; charset=utf-8")
}

fn markup(state: &State, settings: &HqSettings) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="dark light";
                title { "Interstella HQ" }
                link rel="stylesheet" href="/hq.css";
                link rel="icon" href="data:,";
                script src="/hq.js" defer {}
            }
            body {
                (masthead(state))
                main {
                    (hero(state))
                    section.cards aria-label="Resources" { @for r in &state.resources { (resource(r)) } }
                    div.pair {
                        div.stack { (leaderboard(state)) (platform(state.platform.as_ref())) }
                        (portal(settings))
                    }
                    (small_print(state))
                }
            }
        }
    }
}

fn masthead(state: &State) -> Markup {
    html! {
        header.mast {
            svg.mark viewBox="0 0 32 32" aria-hidden="true" {
                circle cx="16" cy="16" r="7" {}
                ellipse cx="16" cy="16" rx="15" ry="5" transform="rotate(-24 16 16)" {}
                circle.moon cx="28.6" cy="9.4" r="2.2" {}
            }
            div { h1 { "Interstella " span { "HQ" } } p { "Orders out, resources in, every one counted once." } }
            p.pill #pulse data-tone=(tone(state)) role="status" { (headline(state)) }
        }
    }
}

fn tone(state: &State) -> &'static str {
    let runs = |feed| state.resources.iter().any(|r| r.feed == feed);
    match &state.trouble {
        Some(_) => "bad",
        None if runs(Feed::Running) && !runs(Feed::Full) => "good",
        None => "wait",
    }
}

/// One line about how things are; the script words it the same way.
fn headline(state: &State) -> String {
    let stand = |feed| state.resources.iter().filter(move |r| r.feed == feed).map(|r| r.name);
    let full: Vec<&str> = stand(Feed::Full).collect();
    match &state.trouble {
        Some(trouble) => trouble.clone(),
        None if !full.is_empty() => format!("feed waits: {} has too many open orders", full.join(", ")),
        None if stand(Feed::Running).count() > 0 => format!("publishing {}/s a topic", state.rate),
        None if stand(Feed::NoSubscriber).count() > 0 => "no subscriber yet".to_owned(),
        None => "no topic to publish to".to_owned(),
    }
}

fn hero(state: &State) -> Markup {
    html! {
        section.hero aria-label="Throughput" {
            div.big {
                strong data-k="perSecond" { (format!("{:.1}", state.per_second)) }
                span { "orders fulfilled a second" }
            }
            svg.spark #spark viewBox="0 0 240 64" preserveAspectRatio="none" role="img"
                aria-label="orders fulfilled a second, last two minutes" {
                path.area d=(spark(&state.history, true)) {}
                path.line d=(spark(&state.history, false)) {}
            }
            dl.figures {
                (figure("fulfilled", "fulfilled", &state.fulfilled.to_string()))
                (figure("inFlight", "in flight", &state.in_flight.to_string()))
                (figure("published", "published", &state.published.to_string()))
                (figure("p50Ms", "median, ms", &millis(state.p50_ms)))
                (figure("p99Ms", "99th percentile, ms", &millis(state.p99_ms)))
                (figure("duplicates", "duplicates caught", &state.duplicates.to_string()))
            }
        }
    }
}

fn figure(key: &str, label: &str, value: &str) -> Markup {
    html! { div { dt { (label) } dd data-k=(key) { (value) } } }
}

fn millis(value: Option<f64>) -> String {
    value
        .map_or_else(|| "–".to_owned(), |ms| if ms < 100.0 { format!("{ms:.1}") } else { format!("{ms:.0}") })
}

/// The history as an SVG path over 240 x 64.
fn spark(history: &[u32], closed: bool) -> String {
    let top = f64::from(history.iter().copied().max().unwrap_or(0).max(1));
    let step = 240.0 / (history.len().max(2) - 1) as f64;
    let mut path = String::new();
    for (n, value) in history.iter().enumerate() {
        let (x, y) = (n as f64 * step, 62.0 - f64::from(*value) / top * 58.0);
        path.push_str(&format!("{}{x:.1} {y:.1}", if n == 0 { "M" } else { "L" }));
    }
    if closed && !history.is_empty() {
        path.push_str("L240 64L0 64Z");
    }
    path
}

fn resource(r: &ResourceState) -> Markup {
    let share = (r.fulfilled * 100).checked_div(r.published).unwrap_or(0);
    let still = r.feed.stands_still();
    html! {
        article.card data-resource=(r.name) data-idle=(still.is_some() && r.published == 0) {
            h2 { (r.name) }
            p.count { strong data-r="fulfilled" { (r.fulfilled) } " of " span data-r="published" { (r.published) } }
            progress max="100" value=(share) aria-label=(format!("share of {} orders fulfilled", r.name)) {}
            p.note { span data-r="inFlight" { (r.in_flight) } " in flight" }
            p.still { (still.unwrap_or_default()) }
        }
    }
}

fn leaderboard(state: &State) -> Markup {
    let (rows, others) = (&state.leaderboard, state.others);
    html! {
        section.panel aria-label="Leaderboard" {
            h2 { "Leaderboard" }
            div.scroll {
                table {
                    thead { tr { th { "#" } th { "attendee" } th.n { "orders" } th.n { "iridium" } th.n { "magnesite" } } }
                    tbody #leaders {
                        @for (place, row) in rows.iter().enumerate() {
                            (leader(&(place + 1).to_string(), &row.attendee, [row.orders, row.iridium, row.magnesite]))
                        }
                        @if others.attendees > 0 {
                            (leader("", &format!("{} others", others.attendees), [others.orders, others.iridium, others.magnesite]))
                        }
                    }
                }
            }
            p.empty #noleaders hidden[!rows.is_empty()] { "Nobody has fulfilled an order yet. Get a key and be the first." }
        }
    }
}

fn leader(place: &str, name: &str, counts: [u64; 3]) -> Markup {
    html! { tr { td { (place) } td { (name) } @for count in counts { td.n { (count) } } } }
}

fn portal(settings: &HqSettings) -> Markup {
    html! {
        section.panel.portal aria-label="Key portal" {
            h2 { "Key portal" }
            form #getkey {
                label for="name" { "Your name on the leaderboard" }
                div.row { input #name name="name" maxlength="40" required autocomplete="off"; button { "Get a key" } }
            }
            output #key {}
            form #subscribe {
                label for="endpoint" { "Send me orders at (for example http://<load balancer>/iridium/)" }
                div.row {
                    select name="resource" aria-label="resource" {
                        @for (resource, _) in &settings.topics { option { (resource.name()) } }
                    }
                    input #endpoint name="endpoint" type="url" required placeholder="http://";
                }
                div.row {
                    input name="key" required placeholder="your key" aria-label="your key" autocomplete="off";
                    button { "Subscribe" }
                }
            }
            output #subscribed {}
        }
    }
}

fn platform(platform: Option<&Platform>) -> Markup {
    let instances: &[Instance] = platform.map_or(&[], |p| &p.instances);
    html! {
        section.panel #platform hidden[platform.is_none()] aria-label="Running tasks per instance" {
            h2 { "Running tasks per instance" }
            div.instances #instances { @for instance in instances { (one_instance(instance)) } }
        }
    }
}

fn one_instance(instance: &Instance) -> Markup {
    html! {
        article.instance {
            h3 { (instance.id) }
            p.note { (instance.zone) " · " (instance.address) }
            ul {
                @for task in &instance.tasks {
                    li data-health=(task.health) { b { (task.service) } i { (task.version()) } small { (task.status) } }
                }
            }
        }
    }
}

fn small_print(state: &State) -> Markup {
    html! {
        footer {
            p {
                "An order counts once, however often it is delivered. Latency runs from writing the order down before it is published "
                "to its fulfilment being on disk, over the last minute. "
                span data-k="republished" { (state.republished) } " orders were published again because nobody fulfilled them "
                "in time. " span data-k="unnamed" { (state.unnamed) } " fulfilments named no order and counted for the oldest open one; "
                span data-k="unsolicited" { (state.unsolicited) } " came when no order was open for them."
            }
            p { a href="/api/state" { "state" } " · " a href="/api/events" { "events" } " · " a href="/health" { "health" } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{platform::Task, state::Row};

    #[test]
    fn the_sparkline_stays_in_its_box() {
        assert_eq!(spark(&[0, 10], false), "M0.0 62.0L240.0 4.0");
        assert!(spark(&[], true).is_empty());
        assert!(spark(&[5], true).starts_with("M0.0 4.0"));
    }

    #[test]
    fn names_are_text_wherever_they_are_shown() {
        let hostile = || "<img src=x onerror=alert(1)>".to_owned();
        let task = Task {
            service: hostile(),
            status: hostile(),
            health: "\"><script>".to_owned(),
            revision: hostile().into(),
        };
        let place = Instance { id: hostile(), zone: hostile(), address: hostile(), tasks: vec![task] };
        let row = Row { attendee: hostile(), orders: 1, iridium: 1, magnesite: 0, duplicates: 0 };
        let shown = platform(Some(&Platform { instances: vec![place] })).into_string()
            + &leader("1", &row.attendee, [1, 1, 0]).into_string();
        assert!(!shown.contains("<img") && !shown.contains("<script"), "{shown}");
        assert_eq!(shown.matches("&lt;img").count(), 7, "{shown}");
    }

    #[test]
    fn nothing_of_the_page_is_inline() {
        let text = STYLE.to_owned() + SCRIPT;
        assert!(
            !text.contains("innerHTML") && !text.contains("insertAdjacentHTML") && !text.contains("eval(")
        );
        let settings = HqSettings::read(&courier::Settings::new(&|_| None)).unwrap();
        let page = markup(&State::default(), &settings).into_string();
        assert_eq!(page.matches("<script").count(), 1, "one script, and that is a file");
        assert!(page.contains("<script src=\"/hq.js\" defer></script>"));
        assert!(!page.contains("<style") && !page.contains(" style="), "{page}");
        let handler = |word: &&str| word.starts_with("on") && word.contains('=');
        assert_eq!(page.split([' ', '<', '"']).find(handler), None);
    }

    #[test]
    fn nothing_is_loaded_from_elsewhere() {
        for text in [STYLE, SCRIPT] {
            assert!(!text.contains("//cdn") && !text.contains("https://") && !text.contains("@import"));
        }
    }
}
