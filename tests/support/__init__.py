"""The test bench: a private broker, the program, MQTT clients, a proxy that cuts lines, and counted traffic.

Everything waits for events. Nothing here outlives the test that started it.
"""
