#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "bridge/edges/router_service.hpp"
#include "unit/support/live_edges_fixture.hpp"

namespace mfp::test {

inline constexpr const char* heater_to_display_json = R"({"src":"heater.OUT","tgt":"display.TEXT"})";

/// A router on fake connections. The test asks on its topics, and plays the broker.
class RouterFixture : public LiveEdgesFixture {
 protected:
  enum class Retain : std::uint8_t { no, yes };
  enum class Router : std::uint8_t { disabled, enabled };

  void start_router(Router router = Router::enabled) {
    configuration_.router.enabled = router == Router::enabled;
    start();
    service_.configure(configuration_);
    edges_.on_saved([this] { service_.settle(); });
    service_.publisher_connected();
    loop_.pass(std::chrono::seconds(1));
    (void)said();
    publisher_.client().published.clear();
  }
  /// Whether it was taken for a request. Who asks listens on `answers`.
  bool ask(const std::string& request, const std::string& payload, const std::string& answers = "answers",
           Retain retain = Retain::no) {
    core::MessageProperties properties;
    if (!answers.empty()) properties.response_topic = answers;
    properties.correlation_data = "7";
    const std::string topic = "/msgrouter/default/" + request;
    const bool taken = service_.take({topic, payload, 1, retain == Retain::yes, {}, &properties});
    service_.settle();
    return taken;
  }
  /// What was published there since the last time.
  std::vector<std::string> published(const std::string& topic) {
    std::vector<std::string> payloads;
    std::erase_if(publisher_.client().published, [&](const FakeClient::Published& message) {
      if (message.topic == topic) payloads.push_back(message.payload);
      return message.topic == topic;
    });
    return payloads;
  }
  std::vector<std::string> answers() { return published("answers"); }
  std::vector<std::string> lists() { return published("/msgrouter/default/bindings"); }
  std::vector<std::string> errors() { return published("/msgrouter/default/error"); }
  /// A binding, in effect and kept.
  void bound(const std::string& binding) {
    (void)ask("addbinding", binding);
    confirm();
    written();
    service_.settle();
  }

  bridge::RouterService service_{loop_, publisher_.connection(), edges_, warnings_};
};

}  // namespace mfp::test
