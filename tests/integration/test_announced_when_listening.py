"""A participant is announced when its inports listen, so that what a coordinator sends at once is not lost."""

from support.waiting import poll_until

HEATER = """\
    participants:
      heater:
        component: house/Heater
        inports:
          target: {topic: heater/set}
    """


def test_inports_listen_before_they_are_announced(bare_rig):
    broker = bare_rig.start_broker("log_type debug")
    bare_rig.relay(HEATER, "heater.TARGET")

    def announced():
        return [n for n, line in enumerate(broker.lines()) if "Received PUBLISH" in line and "'fbp'" in line]

    poll_until(announced, "the announcement in the broker's log")
    subscribed = next(n for n, line in enumerate(broker.lines()) if "heater.TARGET" in line)
    assert subscribed < announced()[0], broker.lines()
