"""What may happen to the program, its lines and its broker, under 2,000 QoS 1 messages a second.

Each test counts what was sent, what came through and what came twice: nothing may be lost, and at most the Receive
Maximum may come twice for each time that something broke.
"""

from support.packets import PUBACK, PUBLISH
from support.proxy import TO_BROKER, TO_PROGRAM

RATE = 2000
RECEIVE_MAXIMUM = 100
BETWEEN = 400  # messages that must come through between two faults
MEBIBYTE = 1 << 20
FLAT = 8 * MEBIBYTE


def let_it_last(traffic, times):
    """Until the relay works again; in the full form, until its connections have lasted, so that it comes back soon
    after the next fault as well: a connection that ends early makes the wait before the next one longer."""
    traffic.wait_caught_up()
    traffic.wait_sent(times(BETWEEN, 5 * RATE // 2))
    traffic.wait_caught_up()


def start_traffic(rig, **options):
    return rig.traffic("meter/reading", "meter.READING", rate=RATE, **options)


def test_kill_9_of_the_program(rig, relayed, tally, times):
    kills = times(5, 50)
    program = relayed()
    traffic = start_traffic(rig)
    for _ in range(kills):
        traffic.wait_received(BETWEEN)
        program.kill9()
        program = rig.run("devices.yaml")
    traffic.wait_received(BETWEEN)
    tally.judge("kill -9 of the program", kills, traffic.finish(), RECEIVE_MAXIMUM * kills)
    assert program.terminate() == 0


def test_kill_9_while_catching_up(rig, relayed, tally, times):
    """With much waiting, mosquitto 2.0.11 sends more than the Receive Maximum allows, so the program has to count."""
    kills = times(3, 20)
    program = relayed()
    traffic = start_traffic(rig)
    for _ in range(kills):
        traffic.wait_received(BETWEEN)
        assert program.terminate() == 0
        traffic.wait_sent(RATE)
        program = rig.run("devices.yaml")
        traffic.wait_received(BETWEEN)
        program.kill9()
        program = rig.run("devices.yaml")
    tally.judge("kill -9 while catching up", kills, traffic.finish(), RECEIVE_MAXIMUM * kills)
    assert program.terminate() == 0


def test_a_clean_stop_and_start(rig, relayed, tally, times):
    stops = times(5, 50)
    program = relayed()
    traffic = start_traffic(rig)
    for _ in range(stops):
        traffic.wait_received(BETWEEN)
        assert program.terminate() == 0, program.story()
        assert program.warnings() == [], program.story()
        program = rig.run("devices.yaml")
    traffic.wait_received(BETWEEN)
    tally.judge("clean stop and start", stops, traffic.finish(), 0)
    assert program.terminate() == 0


def test_lines_cut_in_the_middle_of_a_packet(rig, relayed, tally, times):
    cuts = times(4, 30)
    proxy = rig.proxy()
    program = relayed(broker_url=proxy.url)
    traffic = start_traffic(rig)
    traffic.wait_received(BETWEEN)
    subscriber, publisher = proxy.subscriber(), proxy.publisher()
    places = [(subscriber, TO_PROGRAM, PUBLISH), (publisher, TO_BROKER, PUBLISH),
              (subscriber, TO_BROKER, PUBACK), (publisher, TO_PROGRAM, PUBACK)]
    for number in range(cuts):
        proxy.cut_in_packet(*places[number % len(places)])
        let_it_last(traffic, times)
    tally.judge("a line cut in a packet", cuts, traffic.finish(), RECEIVE_MAXIMUM * cuts)
    assert program.terminate() == 0


def test_both_lines_cut_at_once(rig, relayed, tally, times):
    cuts = times(2, 15)
    proxy = rig.proxy()
    program = relayed(broker_url=proxy.url)
    traffic = start_traffic(rig)
    traffic.wait_received(BETWEEN)
    for _ in range(cuts):
        assert proxy.cut() == 2
        let_it_last(traffic, times)
    tally.judge("both lines cut", cuts, traffic.finish(), RECEIVE_MAXIMUM * cuts)
    assert program.terminate() == 0


def test_restarts_of_the_broker(rig, relayed, tally, times):
    restarts = times(3, 20)
    program = relayed()
    traffic = start_traffic(rig, observed=True)
    traffic.wait_received(BETWEEN)
    for _ in range(restarts):
        rig.broker.restart()
        let_it_last(traffic, times)
    tally.judge("restart of the broker", restarts, traffic.finish(), RECEIVE_MAXIMUM * restarts)
    assert program.terminate() == 0


def test_the_target_away_and_refusing(rig, relayed, tally, times):
    seconds = times(3, 20)
    proxy = rig.proxy()
    program = relayed(broker_url=proxy.url)
    traffic = start_traffic(rig)
    traffic.wait_received(BETWEEN)
    before = program.resident_bytes()
    proxy.refuse(proxy.publisher())
    traffic.wait_sent(seconds * RATE)
    proxy.wait_refused(1)
    assert program.resident_bytes() - before < FLAT
    proxy.accept()
    tally.judge(f"target refuses for {seconds} s", 1, traffic.finish(), RECEIVE_MAXIMUM)
    assert program.terminate() == 0


def test_the_target_away_and_silent(rig, relayed, tally, times):
    seconds = times(3, 20)
    proxy = rig.proxy()
    program = relayed(broker_url=proxy.url)
    traffic = start_traffic(rig)
    traffic.wait_received(BETWEEN)
    before = program.resident_bytes()
    proxy.black_hole(proxy.publisher())
    traffic.wait_sent(seconds * RATE)
    assert program.resident_bytes() - before < FLAT
    proxy.flow_again()
    tally.judge(f"target silent for {seconds} s", 1, traffic.finish(), RECEIVE_MAXIMUM)
    assert program.terminate() == 0


def test_kill_9_while_the_target_is_away(rig, relayed, tally, times):
    kills = times(2, 10)
    proxy = rig.proxy()
    program = relayed(broker_url=proxy.url)
    traffic = start_traffic(rig)
    traffic.wait_received(BETWEEN)
    proxy.refuse(proxy.publisher())
    for _ in range(kills):
        refused = len(proxy.refusals)
        traffic.wait_sent(RATE // 2)
        program.kill9()
        program = rig.run("devices.yaml", broker_url=proxy.url)
        proxy.wait_refused(refused + 1)
    proxy.accept()
    tally.judge("kill -9 while the target is away", kills, traffic.finish(), RECEIVE_MAXIMUM * (kills + 1))
    assert program.terminate() == 0
