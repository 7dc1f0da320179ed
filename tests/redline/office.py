"""Opens every .docx of a folder in LibreOffice, accepts or rejects all changes, and saves the text.

    office.py FOLDER        a.docx -> a.accept.txt, a.reject.txt

One office for all files, with a profile of its own in the folder, ended when done.
"""

import os
import subprocess
import sys
import time

import uno
from com.sun.star.beans import PropertyValue


def value(name, what):
    property = PropertyValue()
    property.Name, property.Value = name, what
    return property


def connect(pipe, office):
    resolver = uno.getComponentContext().ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    for _ in range(240):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            if office.poll() is not None:
                sys.exit("the office ended")
            time.sleep(0.25)
    sys.exit("the office does not answer")


def main(folder):
    pipe = f"travaux{os.getpid()}"
    profile = uno.systemPathToFileUrl(os.path.join(folder, "profile"))
    office = subprocess.Popen(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--invisible", "--norestore", "--nologo",
         f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        context = connect(pipe, office)
        make = lambda name: context.ServiceManager.createInstanceWithContext(name, context)
        desktop, dispatcher = make("com.sun.star.frame.Desktop"), make("com.sun.star.frame.DispatchHelper")
        for name in sorted(os.listdir(folder)):
            if not name.endswith(".docx"):
                continue
            path = os.path.join(folder, name)
            for what in ("Accept", "Reject"):
                document = desktop.loadComponentFromURL(
                    uno.systemPathToFileUrl(path), "_blank", 0, (value("Hidden", True),))
                dispatcher.executeDispatch(
                    document.CurrentController.Frame, f".uno:{what}AllTrackedChanges", "", 0, ())
                target = path[: -len("docx")] + what.lower() + ".txt"
                document.storeToURL(
                    uno.systemPathToFileUrl(target),
                    (value("FilterName", "Text (encoded)"), value("FilterOptions", "UTF8,LF,,,")))
                document.close(True)
        try:
            desktop.terminate()
        except Exception:
            pass
        office.wait(60)
    finally:
        # What has not ended by itself: this very process, no other.
        if office.poll() is None:
            office.kill()


main(sys.argv[1])
