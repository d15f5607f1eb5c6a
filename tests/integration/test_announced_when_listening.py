"""A participant is announced when its inports listen, so that what a coordinator sends at once is not lost."""

HEATER = """\
    participants:
      heater:
        component: house/Heater
        inports:
          target: {topic: heater/set}
    """


def test_inports_listen_before_they_are_announced(bare_rig):
    broker = bare_rig.start_broker("log_type debug")
    bare_rig.relay(HEATER, "heater.TARGET").wait_announced("heater")
    lines = [line for line in broker.lines() if "heater.TARGET" in line or "Received PUBLISH" in line and "'fbp'" in line]
    subscribed = next(n for n, line in enumerate(lines) if "heater.TARGET" in line)
    announced = next(n for n, line in enumerate(lines) if "'fbp'" in line)
    assert subscribed < announced, lines
