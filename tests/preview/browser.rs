//! A real Chromium without a window, told what to do over its DevTools protocol.
//!
//! The protocol runs over two pipes that Chromium takes as its files 3 and 4, so that no port
//! is opened and no other program can get between. A shell moves the pipes there.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

/// How long Chromium may take for one answer. It starts slowly on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// How often something that is to come is looked for, and how long in between.
const LOOKS: usize = 300;
const BETWEEN: Duration = Duration::from_millis(50);

/// A browser with one page.
pub struct Browser {
    child: Child,
    commands: ChildStdin,
    messages: Receiver<Value>,
    /// What happened on the page, as it was told.
    events: Vec<Value>,
    session: Option<String>,
    calls: u64,
    _profile: TempDir,
}

/// The address of a file.
pub fn address(file: &Path) -> String {
    format!("file://{}", file.display())
}

impl Browser {
    /// Starts Chromium; says so, and returns `None`, where there is none.
    pub fn start() -> Option<Self> {
        let Some(program) = chromium() else {
            eprintln!("SKIPPED because no Chromium is installed: nothing was tried in a browser");
            return None;
        };
        let profile = tempfile::tempdir().expect("a temporary folder");
        let mut child = Command::new("sh")
            .args(["-c", "exec \"$@\" 3<&0 4>&1 </dev/null >/dev/null", "sh"])
            .arg(program)
            .args([
                "--headless=new",
                "--remote-debugging-pipe",
                "--no-first-run",
            ])
            // Containers and CI have no user namespaces to lock it into. It opens our page only.
            .args(["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg("about:blank")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a shell starts");
        let commands = child.stdin.take().expect("stdin is piped");
        let output = child.stdout.take().expect("stdout is piped");
        let (sender, messages) = mpsc::channel();
        thread::spawn(move || {
            for message in BufReader::new(output).split(0).map_while(Result::ok) {
                let message = serde_json::from_slice(&message).expect("Chromium sends JSON");
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let mut browser = Self {
            child,
            commands,
            messages,
            events: Vec::new(),
            session: None,
            calls: 0,
            _profile: profile,
        };
        let page = browser.call("Target.createTarget", json!({"url": "about:blank"}));
        let attached = browser.call(
            "Target.attachToTarget",
            json!({"targetId": page["targetId"], "flatten": true}),
        );
        browser.session = attached["sessionId"].as_str().map(str::to_owned);
        for domain in ["Page", "Runtime", "Log", "Network"] {
            browser.call(&format!("{domain}.enable"), json!({}));
        }
        Some(browser)
    }

    /// Opens a page and waits until it is there.
    pub fn open(&mut self, address: &str) {
        self.call("Page.navigate", json!({"url": address}));
        self.wait_for("document.readyState === 'complete' && location.href !== 'about:blank'");
    }

    /// Makes the window as large as a screen, in points.
    pub fn resize(&mut self, width: u32, height: u32) {
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600});
        self.call("Emulation.setDeviceMetricsOverride", size);
    }

    /// What an expression of JavaScript comes to.
    pub fn value(&mut self, expression: &str) -> Value {
        let asked = json!({"expression": expression, "returnByValue": true, "awaitPromise": true});
        let answer = self.call("Runtime.evaluate", asked);
        assert!(
            answer.get("exceptionDetails").is_none(),
            "{expression}: {answer}"
        );
        answer["result"]["value"].clone()
    }

    /// The words of an element as they are seen.
    pub fn words(&mut self, selector: &str) -> String {
        let words = self.value(&format!("document.querySelector('{selector}').innerText"));
        words.as_str().expect("an element with words").to_owned()
    }

    /// The words of the card; they stand in a tree of their own.
    pub fn card(&mut self) -> String {
        let words = self
            .value("document.querySelector('#card').shadowRoot.querySelector('.card').innerText");
        words.as_str().expect("a card").to_owned()
    }

    /// Waits until an expression holds.
    pub fn wait_for(&mut self, expression: &str) {
        for _ in 0..LOOKS {
            if self.value(&format!("!!({expression})")) == true {
                return;
            }
            thread::sleep(BETWEEN);
        }
        panic!("never came: {expression}");
    }

    /// Presses a key, as a keyboard would.
    pub fn press(&mut self, key: &str) {
        let text = match key.chars().count() {
            1 => key,
            _ => "",
        };
        for (kind, text) in [("keyDown", text), ("keyUp", "")] {
            self.call(
                "Input.dispatchKeyEvent",
                json!({"type": kind, "key": key, "text": text}),
            );
        }
    }

    /// Types words where the focus is.
    pub fn type_in(&mut self, words: &str) {
        self.call("Input.insertText", json!({"text": words}));
    }

    /// Clicks in the middle of an element, as a mouse would.
    pub fn click(&mut self, selector: &str) {
        let found = format!(
            "(() => {{ const box = document.querySelector('{selector}').getBoundingClientRect(); \
             return [box.x + box.width / 2, box.y + box.height / 2]; }})()"
        );
        let place = self.value(&found);
        for kind in ["mousePressed", "mouseReleased"] {
            let event = json!({"type": kind, "x": place[0], "y": place[1], "button": "left", "clickCount": 1});
            self.call("Input.dispatchMouseEvent", event);
        }
    }

    /// Takes a choice of a list of choices.
    pub fn choose(&mut self, facet: &str, key: &str) {
        self.value(&format!(
            "(() => {{ const select = document.querySelector('select[name={facet}]'); \
             select.value = '{key}'; select.dispatchEvent(new Event('change', {{ bubbles: true }})); }})()"
        ));
    }

    /// What screen readers are told: role and name of each node, those without a role left out.
    pub fn read_out(&mut self) -> Vec<(String, String)> {
        let tree = self.call("Accessibility.getFullAXTree", json!({}));
        let nodes = tree["nodes"].as_array().expect("nodes");
        let seen = nodes.iter().filter(|node| node["ignored"] != true);
        let word = |value: &Value| value["value"].as_str().unwrap_or_default().to_owned();
        seen.map(|node| (word(&node["role"]), word(&node["name"])))
            .collect()
    }

    /// Everything that was asked of the network or the disk.
    pub fn requests(&self) -> Vec<&str> {
        let sent = self
            .events
            .iter()
            .filter(|event| event["method"] == "Network.requestWillBeSent");
        sent.filter_map(|event| event["params"]["request"]["url"].as_str())
            .collect()
    }

    /// Everything that the page or the browser complained of.
    pub fn complaints(&self) -> Vec<&Value> {
        const KINDS: [&str; 3] = [
            "Runtime.exceptionThrown",
            "Runtime.consoleAPICalled",
            "Log.entryAdded",
        ];
        let complaint = |event: &&Value| KINDS.iter().any(|kind| event["method"] == *kind);
        self.events.iter().filter(complaint).collect()
    }

    /// Nothing went wrong, and nobody was asked for anything but what is under `home`.
    pub fn is_calm(&self, home: &str) {
        let complaints = self.complaints();
        assert!(complaints.is_empty(), "{complaints:?}");
        let requests = self.requests();
        assert!(
            requests.iter().all(|url| url.starts_with(home)),
            "{requests:?}"
        );
    }

    fn call(&mut self, method: &str, params: Value) -> Value {
        self.calls += 1;
        let id = self.calls;
        let mut command = json!({"id": id, "method": method, "params": params});
        if let Some(session) = &self.session {
            command["sessionId"] = json!(session);
        }
        let mut bytes = command.to_string().into_bytes();
        bytes.push(0);
        self.commands
            .write_all(&bytes)
            .expect("Chromium takes commands");
        loop {
            let message = self.messages.recv_timeout(PATIENCE);
            let message = message.unwrap_or_else(|error| panic!("{method}: {error}"));
            if message["id"] == id {
                assert!(message.get("error").is_none(), "{method}: {message}");
                return message["result"].clone();
            }
            self.events.push(message);
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // It closes by itself with its pipes, but its profile goes away with us.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The first Chromium in the search path.
fn chromium() -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let places: Vec<PathBuf> = std::env::split_paths(&folders).collect();
    let candidates = names
        .iter()
        .flat_map(|name| places.iter().map(move |place| place.join(name)));
    candidates.into_iter().find(|candidate| candidate.is_file())
}
