"""The real Anki, with its window, on a screen that nobody sees.

    desktop.py [OPTION…]     runs Anki and does what it is told on stdin

    --add-on FOLDER          with an add-on
    --config JSON            and its settings
    --night                  in the dark
    --size WIDTHxHEIGHT      in a window of this size

Needs Xvfb, the libraries Qt asks for, and a Python with `aqt`, Anki's own package. Nothing of
the user's is touched: base folder, home and screen are made for one run.

Orders, a line each, answered by a line that begins with "> ":
    press            presses Import in Anki's import window, once it is there
    windows          counts the import windows
    close            closes them
    options          what the import window would have switched on
    edit KEY         changes the answer of a card, as its owner would
    profile          closes the profile, so that Anki shows its list of profiles
    study PATH KEY   imports a package and shows the back of a card of it
    shoot PATH       photographs the window
    sleep S          leaves Anki deaf for so many seconds
    quit             ends it
"""

import argparse
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

PROFILE = "Test"


# The outer process: a screen, an environment, and an end.


def start_screen(size):
    """Starts Xvfb on a display that is free; returns the process and the display's name."""
    read, write = os.pipe()
    args = ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size[0]}x{size[1]}x24"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen([*args, "-nolisten", "tcp"], pass_fds=[write], **quiet)
    os.close(write)
    said = b""
    # Number and line end come apart; a pipe closed between them would kill Xvfb.
    while not said.endswith(b"\n") and select.select([read], [], [], 15)[0]:
        more = os.read(read, 32)
        if not more:
            break
        said += more
    os.close(read)
    if not said.endswith(b"\n"):
        process.kill()
        sys.exit("Xvfb does not start")
    return process, f":{said.decode().strip()}"


def environment(base, display):
    """An environment in which Anki finds nothing of the user's."""
    left_out = ("XDG_", "ANKI", "QT", "WAYLAND")
    env = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    for name in ("home", "run", "tmp"):
        (base / name).mkdir(mode=0o700)
    env.update(
        DISPLAY=display,
        LANG="C.UTF-8",
        HOME=str(base / "home"),
        TMPDIR=str(base / "tmp"),
        XDG_RUNTIME_DIR=str(base / "run"),
        QT_QPA_PLATFORM="xcb",
        QTWEBENGINE_DISABLE_SANDBOX="1",
        QTWEBENGINE_CHROMIUM_FLAGS="--disable-gpu --no-sandbox",
        # The socket by which a second Anki hands its file to the first.
        ANKI_SINGLE_INSTANCE_KEY="cuedeck",
    )
    return env


def write_anki(base, env):
    """A program `anki` that meets the Anki of this run, wherever it is started."""
    program = base / "anki"
    wanted = [name for name in env if name.startswith(("QT", "ANKI", "XDG_"))]
    wanted += ["DISPLAY", "LANG", "HOME", "TMPDIR", "PATH"]
    settings = " ".join(f"{name}='{env[name]}'" for name in wanted)
    run = f"'{sys.executable}' -c 'import aqt; aqt.run()' -b '{base}/base' -p {PROFILE}"
    program.write_text(f'#!/bin/sh\nexec env -i {settings} {run} "$@"\n')
    program.chmod(0o755)
    return program


def outer(job):
    base = Path(tempfile.mkdtemp(prefix="anki-"))
    screen, display = start_screen(job["size"])
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    inner = None
    try:
        env = environment(base, display)
        print("> anki", write_anki(base, env), flush=True)
        job = {**job, "base": str(base / "base")}
        args = [sys.executable, __file__, "inner", json.dumps(job)]
        inner = subprocess.Popen(args, env=env)
        return inner.wait()
    finally:
        for process in (inner, screen):
            if process and process.poll() is None:
                process.terminate()
                try:
                    process.wait(10)
                except subprocess.TimeoutExpired:
                    process.kill()
        shutil.rmtree(base, ignore_errors=True)


# The inner process: Anki itself.


def prepare(job):
    """Makes a profile, so that no dialog of a first start appears."""
    import anki.lang
    from aqt.profiles import ProfileManager, VideoDriver
    from aqt.theme import Theme

    anki.lang.set_lang("en")
    profiles = ProfileManager(ProfileManager.get_created_base_folder(job["base"]))
    profiles.setupMeta()
    # With two, Anki shows its list when one is closed.
    for name in ("Other", PROFILE):
        profiles.create(name)
    profiles.load(PROFILE)
    profiles.meta.update(
        firstRun=False,
        defaultLang="en_US",
        check_for_updates=False,
        check_for_addon_updates=False,
        reduce_motion=True,
    )
    profiles.profile.update(autoSync=False, syncMedia=False)
    profiles.set_theme(Theme.DARK if job["night"] else Theme.LIGHT)
    profiles.set_video_driver(VideoDriver.Software)
    profiles.save()
    profiles.db.close()
    if job.get("add_on"):
        folder = Path(job["base"], "addons21", "addon")
        shutil.copytree(job["add_on"], folder)
        meta = {"name": "addon", "mod": 0, "config": job["config"]}
        (folder / "meta.json").write_text(json.dumps(meta))


def say(*words):
    # To stderr, it would become a message box.
    print(">", *words, flush=True)


class Orders:
    """Does what it is told, in Anki's own thread."""

    def __init__(self):
        from aqt.qt import QTimer

        self.lines = []
        threading.Thread(target=self.read, daemon=True).start()
        self.timer = QTimer()
        self.timer.timeout.connect(self.step)
        self.timer.start(100)

    def read(self):
        for line in sys.stdin:
            self.lines.append(line.split())
        # Whoever gave the orders is gone.
        self.lines.append(["quit"])

    def step(self):
        if self.lines:
            order, *rest = self.lines[0]
            if getattr(self, order)(*rest):
                self.lines.pop(0)

    def dialogs(self):
        import aqt
        from aqt.import_export.import_dialog import ImportDialog

        shown = [w for w in aqt.mw.app.topLevelWidgets() if isinstance(w, ImportDialog)]
        return [dialog for dialog in shown if dialog.isVisible()]

    def press(self):
        """Tried again until the button is there; pressed as a mouse would."""
        button = "[...document.querySelectorAll('button')].find(b => b.textContent.trim() === 'Import')"
        js = f"(() => {{const b = {button}; if (b) b.click(); return !!b}})()"

        def pressed(done):
            if done and self.lines and self.lines[0] == ["press"]:
                self.lines.pop(0)
                say("pressed")

        for dialog in self.dialogs()[-1:]:
            if dialog.web and dialog.web.isVisible():
                dialog.web.evalWithCallback(js, pressed)
                time.sleep(0.2)
        return False

    def windows(self):
        say("windows", len(self.dialogs()))
        return True

    def close(self):
        for dialog in self.dialogs():
            dialog.reject()
        say("closed")
        return True

    def options(self):
        import aqt

        options = aqt.mw.col._backend.get_import_anki_package_presets()
        names = ("merge_notetypes", "with_scheduling", "with_deck_configs")
        say("options", *(name for name in names if getattr(options, name)))
        return True

    def edit(self, key):
        import aqt

        [found] = aqt.mw.col.find_notes(f"Key:{key}*")
        note = aqt.mw.col.get_note(found)
        note["Answer"] = "in my own words"
        aqt.mw.col.update_note(note)
        say("edited")
        return True

    def profile(self):
        import aqt

        self.lines[0] = ["wait_for_profiles"]
        aqt.mw.unloadProfileAndShowProfileManager()
        return False

    def wait_for_profiles(self):
        import aqt

        if aqt.mw.col is None:
            say("profiles")
        return aqt.mw.col is None

    def study(self, path, key):
        """Anki draws its pages when it has time, so there is a pause before each step."""
        import aqt
        from anki.collection import ImportAnkiPackageRequest

        col = aqt.mw.col
        options = col._backend.get_import_anki_package_presets()
        col.import_anki_package(ImportAnkiPackageRequest(package_path=path, options=options))
        [card] = col.find_cards(f"Key:{key}*")
        col.sched.suspend_cards([other for other in col.find_cards("") if other != card])
        col.decks.select(col.get_card(card).did)
        self.later(
            lambda: aqt.mw.moveToState("review"),
            lambda: aqt.mw.reviewer._getTypedAnswer(),
            lambda: say("shown"),
        )
        return True

    def later(self, first, *rest):
        from aqt.qt import QTimer

        def now():
            first()
            if rest:
                self.later(*rest)

        QTimer.singleShot(2000, now)

    def shoot(self, path):
        import aqt

        window = aqt.mw.screen().grabWindow(aqt.mw.winId())
        say("shot" if window.save(path) else "not shot", path)
        return True

    def sleep(self, seconds):
        say("asleep")
        time.sleep(float(seconds))
        return True

    def quit(self):
        import aqt

        # Whatever window is in the way: nothing here is worth keeping.
        end = threading.Timer(10, os._exit, [0])
        end.daemon = True
        end.start()
        if aqt.mw.col is None:
            os._exit(0)
        aqt.mw.unloadProfileAndExit()
        return True


def inner(job):
    prepare(job)
    import aqt
    from aqt import gui_hooks

    def opened():
        aqt.mw.setGeometry(0, 0, *job["size"])
        aqt.mw.orders = Orders()
        say("ready")

    gui_hooks.profile_did_open.append(opened)
    app = aqt._run(["anki", "-b", job["base"], "-p", PROFILE], exec=False)
    return app.exec() if app else 2


def size(text):
    width, _, height = text.partition("x")
    return int(width), int(height)


def main():
    if sys.argv[1:2] == ["inner"]:
        return inner(json.loads(sys.argv[2]))
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(usage=argparse.SUPPRESS, description=__doc__, formatter_class=form)
    parser.add_argument("--add-on")
    parser.add_argument("--config", type=json.loads, default={})
    parser.add_argument("--night", action="store_true")
    parser.add_argument("--size", type=size, default=(900, 700))
    return outer(vars(parser.parse_args()))


if __name__ == "__main__":
    sys.exit(main())
