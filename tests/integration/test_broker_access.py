"""How the program finds its broker and gets in: addresses, passwords, TLS, a broker that is not there yet."""

import re
import shutil
import socket
import subprocess

import pytest

DEVICES = "participants: {plug: {component: a/Plug, outports: {state: {topic: plug/state}}}}\n"
PURE = "component: a/Plug\noutports: {state: {queue: plug/state}}\n"


def arrives(rig):
    """A message goes all the way."""
    listener = rig.client().subscribe("plug.STATE")
    rig.broker.wait_subscribed("plug/state")
    rig.client().publish("plug/state", b"ON")
    return listener.wait_message("plug.STATE").payload == b"ON"


def test_the_broker_of_the_file(rig):
    rig.write("devices.yaml", f"broker: '{rig.broker.url}'\n" + DEVICES)
    rig.run("devices.yaml", broker_url="", clean=True)
    assert arrives(rig)


def test_the_broker_of_the_environment(rig):
    rig.write("devices.yaml", DEVICES)
    rig.run("devices.yaml", broker_url="", env={"MSGFLO_BROKER": rig.broker.url}, clean=True)
    assert arrives(rig)


def test_the_option_outweighs_the_file_and_the_environment(rig):
    rig.write("devices.yaml", "broker: mqtt://127.0.0.1:9\n" + DEVICES)
    program = rig.run("devices.yaml", env={"MSGFLO_BROKER": "mqtt://127.0.0.1:8"})
    assert arrives(rig)
    assert program.warnings() == [
        f"warning: using {rig.broker.url}, given by --broker; devices.yaml names mqtt://127.0.0.1:9"]


def test_the_log_says_where_the_broker_comes_from(rig):
    rig.write("devices.yaml", f"broker: '{rig.broker.url}'\n" + DEVICES)
    rig.write("others.yaml", "broker: mqtt://127.0.0.1:9\n" + DEVICES)
    named = rig.run("devices.yaml", broker_url="", clean=True)
    named.wait_for_log(f"^info: connected to {rig.broker.url}, named in devices.yaml ")
    given = rig.run("others.yaml", broker_url="", env={"MSGFLO_BROKER": rig.broker.url})
    given.wait_for_log(f"^info: connected to {rig.broker.url}, given by MSGFLO_BROKER ")
    assert given.warnings() == [
        f"warning: using {rig.broker.url}, given by MSGFLO_BROKER; others.yaml names mqtt://127.0.0.1:9"]


def test_a_set_of_files_may_name_the_broker_in_one_of_them(rig):
    rig.write("a.yaml", DEVICES)
    rig.write("b.yaml", f"broker: '{rig.broker.url}'\nparticipants: {{lamp: {{component: a/Lamp}}}}\n")
    rig.run("a.yaml", "b.yaml", broker_url="", clean=True)
    assert arrives(rig)


def test_a_start_without_a_broker_waits_for_it(bare_rig):
    rig = bare_rig
    broker = rig.make_broker()
    rig.write("devices.yaml", DEVICES)
    program = rig.run("devices.yaml")
    program.wait_for_log(r"^warning: .*127\.0\.0\.1")
    broker.start()
    program.wait_for_log(r"^info: connected to ", timeout=40)
    assert arrives(rig)
    assert program.terminate() == 0


def test_a_stop_while_the_broker_is_away_is_a_stop(bare_rig):
    rig = bare_rig
    rig.make_broker()
    rig.write("devices.yaml", DEVICES)
    program = rig.run("devices.yaml")
    program.wait_for_log(r"^warning: .*127\.0\.0\.1")
    assert program.terminate() == 0


@pytest.fixture
def guarded(bare_rig):
    """A broker that wants `anna` with the password `s3cr:t/@`."""
    rig = bare_rig
    passwords = rig.folder / "passwords"
    tool = shutil.which("mosquitto_passwd")
    assert tool, "mosquitto_passwd is missing"
    subprocess.run([tool, "-c", "-b", str(passwords), "anna", "s3cr:t/@"], check=True, capture_output=True)
    rig.start_broker(access=f"allow_anonymous false\npassword_file {passwords}")
    return rig


def guarded_devices(rig, password=None):
    lines = f"broker:\n  url: {rig.broker.url}\n"
    if password is not None:
        rig.write("secret", password)
        lines += "  username: anna\n  password_file: ./secret\n"
    rig.write("devices.yaml", lines + DEVICES)


@pytest.mark.parametrize("password", [b"s3cr:t/@", b"s3cr:t/@\n"], ids=["bare", "with a line's end"])
def test_username_and_password_file(guarded, password):
    guarded_devices(guarded, password)
    program = guarded.run("devices.yaml", broker_url="", clean=True)
    program.wait_for_log(r"^info: connected to ")
    assert guarded.broker.wait_subscribed("plug/state") == 1


def credentials(rig, password):
    """The environment of a service with LoadCredential=broker-password:…"""
    return {"CREDENTIALS_DIRECTORY": str(rig.write("credentials/broker-password", password).parent)}


def test_the_password_comes_from_the_service_manager(guarded):
    guarded.write("devices.yaml", f"broker: {{url: '{guarded.broker.url}', username: anna}}\n" + DEVICES)
    guarded.run("devices.yaml", broker_url="", env=credentials(guarded, b"s3cr:t/@\n"), clean=True)
    assert guarded.broker.wait_subscribed("plug/state") == 1


def test_a_user_in_the_url_may_have_the_password_of_the_service_manager(guarded):
    guarded.write("devices.yaml", DEVICES)
    url = guarded.broker.url.replace("mqtt://", "mqtt://anna@")
    guarded.run("devices.yaml", broker_url=url, env=credentials(guarded, b"s3cr:t/@"), clean=True)
    assert guarded.broker.wait_subscribed("plug/state") == 1


def test_a_password_file_outweighs_the_service_manager(guarded):
    guarded_devices(guarded, b"s3cr:t/@")
    guarded.run("devices.yaml", broker_url="", env=credentials(guarded, b"wrong"), clean=True)
    assert guarded.broker.wait_subscribed("plug/state") == 1


def test_without_a_username_the_password_of_the_service_manager_is_not_used(rig):
    rig.write("devices.yaml", DEVICES)
    rig.run("devices.yaml", env=credentials(rig, b"s3cr:t/@"), clean=True)
    assert arrives(rig)


def test_username_and_password_in_the_url_stay_out_of_the_log(guarded):
    guarded.write("devices.yaml", DEVICES)
    url = guarded.broker.url.replace("mqtt://", "mqtt://anna:s3cr%3At%2F%40@")
    program = guarded.run("devices.yaml", broker_url=url, clean=True)
    guarded.broker.wait_subscribed("plug/state")
    program.wait_announced("plug")
    assert not [line for line in program.log.items() if re.search("s3cr", line)], program.story()


@pytest.mark.parametrize("password", [b"wrong", None], ids=["wrong password", "no credentials"])
def test_refused_credentials_end_with_77(guarded, password):
    guarded_devices(guarded, password)
    program = guarded.run("devices.yaml", broker_url="")
    assert program.wait_exit() == 77, program.story()
    errors = [line for line in program.log.items() if line.startswith(("error:", "critical:"))]
    assert len(errors) == 1 and rig_address(guarded) in errors[0], program.story()


def test_refused_credentials_in_role_mode_end_with_77(guarded):
    guarded.write("plug.yaml", PURE)
    program = guarded.run("--role", "plug:plug.yaml", "--forever", "false")
    assert program.wait_exit() == 77, program.story()
    assert program.output.items() == []


def test_a_missing_password_file_is_told_before_anything_is_tried(rig):
    rig.write("devices.yaml",
              f"broker: {{url: '{rig.broker.url}', username: anna, password_file: ./missing}}\n" + DEVICES)
    program = rig.run("devices.yaml", broker_url="")
    assert program.wait_exit() in (66, 78), program.story()
    assert any("missing" in line for line in program.log.items()), program.story()
    assert rig.broker.program_clients() == []


def rig_address(rig):
    return f"127.0.0.1:{rig.broker.port}"


def openssl(folder, *arguments):
    tool = shutil.which("openssl")
    assert tool, "openssl is missing"
    subprocess.run([tool, *arguments], check=True, capture_output=True, cwd=folder)


@pytest.fixture
def certificates(tmp_path):
    """A folder with two authorities, `ca` and `stranger`, and certificates from `ca` for a broker and a client."""
    folder = tmp_path / "tls"
    folder.mkdir()
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    for name in ("ca", "stranger"):
        openssl(folder, "req", "-x509", *key, "-keyout", f"{name}.key", "-out", f"{name}.crt", "-days", "2",
                "-subj", f"/CN=the {name} of this test")
    (folder / "names").write_text("subjectAltName=IP:127.0.0.1,DNS:localhost\n", encoding="ascii")
    for name in ("broker", "client"):
        openssl(folder, "req", *key, "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj", f"/CN={name}")
        openssl(folder, "x509", "-req", "-in", f"{name}.csr", "-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial",
                "-days", "2", "-out", f"{name}.crt", "-extfile", "names")
    return folder


def start_tls_broker(rig, folder, more=""):
    settings = f"cafile {folder}/ca.crt\ncertfile {folder}/broker.crt\nkeyfile {folder}/broker.key\n{more}"
    return rig.start_broker(settings, scheme="mqtts")


def tls_devices(rig, files):
    lines = "".join(f"  {key}: ./tls/{name}\n" for key, name in files.items())
    rig.write("devices.yaml", f"broker:\n  url: {rig.broker.url}\n{lines}{DEVICES}")


def test_tls_with_the_authoritys_certificate(bare_rig, certificates):
    start_tls_broker(bare_rig, certificates)
    tls_devices(bare_rig, {"ca_file": "ca.crt"})
    program = bare_rig.run("devices.yaml", broker_url="", clean=True)
    assert program.wait_for_log(r"^info: connected to ([^ ,]+), ").group(1) == bare_rig.broker.url
    assert bare_rig.broker.wait_subscribed("plug/state") == 1


def test_tls_with_a_certificate_of_our_own(bare_rig, certificates):
    start_tls_broker(bare_rig, certificates, "require_certificate true\n")
    tls_devices(bare_rig, {"ca_file": "ca.crt", "cert_file": "client.crt", "key_file": "client.key"})
    bare_rig.run("devices.yaml", broker_url="", clean=True)
    assert bare_rig.broker.wait_subscribed("plug/state") == 1


def test_a_broker_with_a_strangers_certificate_is_not_trusted(bare_rig, certificates):
    start_tls_broker(bare_rig, certificates)
    tls_devices(bare_rig, {"ca_file": "stranger.crt"})
    program = bare_rig.run("devices.yaml", broker_url="")
    program.wait_for_log(r"^(warning|error): .*(certificate|TLS)")
    assert bare_rig.broker.program_clients() == []


def test_a_broker_without_tls_on_that_port_is_told(bare_rig):
    bare_rig.start_broker()
    bare_rig.write("devices.yaml", DEVICES)
    program = bare_rig.run("devices.yaml", broker_url=f"mqtts://127.0.0.1:{bare_rig.broker.port}")
    program.wait_for_log(r"^warning: cannot reach mqtts://.*: TLS: .*; does the broker speak TLS on this port\?; trying")


def test_a_broker_with_tls_that_is_away_is_told(bare_rig):
    bare_rig.write("devices.yaml", DEVICES)
    with socket.create_server(("127.0.0.1", 0)) as reserved:
        port = reserved.getsockname()[1]
    program = bare_rig.run("devices.yaml", broker_url=f"mqtts://127.0.0.1:{port}")
    program.wait_for_log(rf"^warning: cannot reach mqtts://127.0.0.1:{port}, given by --broker: Connection refused; trying again$")


def test_a_port_that_accepts_and_stays_silent_is_told(bare_rig):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        bare_rig.write("devices.yaml", DEVICES)
        program = bare_rig.run("devices.yaml", broker_url=f"mqtt://127.0.0.1:{silent.getsockname()[1]}")
        program.wait_for_log(r"^warning: .* does not answer like an MQTT broker; is the port right", timeout=30)
        assert program.terminate() == 0


@pytest.mark.parametrize("key", ["ca_file", "password_file"])
def test_a_file_that_is_missing_is_no_reason_to_try_again(bare_rig, key):
    bare_rig.write("devices.yaml", f"broker: {{url: 'mqtt://127.0.0.1:9', {key}: ./missing}}\n{DEVICES}")
    program = bare_rig.run("devices.yaml", broker_url="")
    program.wait_for_log(rf"^error: {key} \S*missing: cannot be read: No such file or directory")
    assert program.wait_exit() == 78


def test_a_refusal_after_which_the_broker_hangs_up_holds_up_nobody(rig):
    """mosquitto 2.0 with max_queued_messages 0 answers a forbidden message, and then ends the connection."""
    rules = rig.write("rules", "topic read #\ntopic write fbp\ntopic write +\ntopic write plug/set\n")
    rig.start_broker("max_queued_messages 0", access=f"allow_anonymous true\nacl_file {rules}")
    plug = rig.client().subscribe("plug/set")
    program = rig.relay("""\
        participants:
          lamp: {component: a/Lamp, inports: {power: {topic: lamp/set}}}
          plug: {component: a/Plug, inports: {power: {topic: plug/set}}}
        """, "lamp.POWER", "plug.POWER", clean=False)
    sender = rig.client()
    sender.publish("lamp.POWER", b"forbidden")
    program.wait_for_log("lamp.POWER: a message was dropped: the broker does not allow it")
    program.wait_for_log("lost the connection")
    sender.publish("plug.POWER", b"1")
    assert plug.wait_message("plug/set").payload == b"1"
