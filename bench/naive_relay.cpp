// The relay that one writes first: subscribe, and publish in the callback. `naive_relay PORT ROUTES` relays
// device/N/t to queue/N/t. It loses messages when it is killed: the library acknowledges before the callback runs.
#include <mosquitto.h>

#include <cstdio>
#include <string>
#include <unordered_map>

namespace {

using Queues = std::unordered_map<std::string, std::string>;

Queues make_queues(int routes) {
  Queues queues;
  for (int i = 0; i < routes; ++i) {
    const std::string number = std::to_string(i);
    queues.emplace("device/" + number + "/t", "queue/" + number + "/t");
  }
  return queues;
}

void on_connect(mosquitto* client, void* object, int reason) {
  if (reason != 0) return;
  for (const auto& [topic, queue] : *static_cast<const Queues*>(object)) {
    mosquitto_subscribe(client, nullptr, topic.c_str(), 1);
  }
}

void on_message(mosquitto* client, void* object, const mosquitto_message* message) {
  const Queues& queues = *static_cast<const Queues*>(object);
  const auto queue = queues.find(message->topic);
  if (queue == queues.end()) return;
  mosquitto_publish(client, nullptr, queue->second.c_str(), message->payloadlen, message->payload, message->qos,
                    message->retain);
}

}  // namespace

int main(int count, char** words) {
  if (count != 3) {
    std::fprintf(stderr, "usage: naive_relay PORT ROUTES\n");
    return 64;
  }
  Queues queues = make_queues(std::stoi(words[2]));
  mosquitto_lib_init();
  mosquitto* client = mosquitto_new("bench-naive", true, &queues);
  mosquitto_int_option(client, MOSQ_OPT_PROTOCOL_VERSION, MQTT_PROTOCOL_V5);
  mosquitto_connect_callback_set(client, on_connect);
  mosquitto_message_callback_set(client, on_message);
  int result = mosquitto_connect(client, "127.0.0.1", std::stoi(words[1]), 60);
  if (result == MOSQ_ERR_SUCCESS) result = mosquitto_loop_forever(client, -1, 1);
  std::fprintf(stderr, "naive_relay: %s\n", mosquitto_strerror(result));
  mosquitto_destroy(client);
  mosquitto_lib_cleanup();
  return 1;
}
