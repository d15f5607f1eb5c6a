#include <cstdint>
#include <iostream>
#include <iterator>
#include <utility>
#include <vector>

#include "cli/commands/commands.hpp"
#include "cli/commands/live_target.hpp"
#include "client/live_system.hpp"
#include "client/port_lookup.hpp"
#include "core/json/json_document.hpp"
#include "core/json/value.hpp"
#include "core/model/port_types.hpp"
#include "core/mqtt/topic.hpp"
#include "core/text/text.hpp"

namespace mfp::cli {

namespace {

/// JSON as it is, any other text as a JSON string, as MsgFlo's participants talk. The end of the last line, which
/// `echo` makes, is not meant.
core::Result<std::string> json_payload(std::string_view value) {
  if (value.ends_with('\n')) value.remove_suffix(1);
  if (value.ends_with('\r')) value.remove_suffix(1);
  core::JsonDocument document;
  if (document.read(value) == core::JsonDocument::Outcome::json) return std::string(value);
  if (core::first_invalid_utf8(value)) {
    return core::fail("the value is neither JSON nor a text in UTF-8; --raw sends bytes as they are");
  }
  std::string json;
  core::append_json({core::ValueKind::text, value}, json);
  return json;
}

/// How to do without listening.
constexpr std::string_view quick_port = "name the devices file, or the queue with --queue, for an answer at once";

class Sending {
 public:
  Sending(const Options& options, std::string payload, client::LiveTarget target)
      : word_(options.paths[0]),
        word_is_queue_(options.queue),
        payload_(std::move(payload)),
        system_(std::move(target)),
        ports_(system_, {{word_, core::Direction::in, "send takes an inport", ""}},
               {.longest = client::listening_time(options.wait), .at_once = std::string(quick_port)}) {}

  ExitCode run() {
    return system_.run([this] { begin(); }, [this](const core::Message& message) { ports_.hear(message); });
  }

 private:
  void begin() {
    if (word_is_queue_) return send(word_, word_);
    ports_.find([this](const std::vector<client::FoundPort>& found) {
      const auto mismatch = core::type_mismatch(payload_, *found[0].participant, *found[0].port);
      if (mismatch) std::cerr << "note: " << core::printable(*mismatch) << ", so it may be refused\n";
      send(core::port_name(*found[0].participant, *found[0].port), found[0].port->queue);
    });
  }

  void send(const std::string& name, const std::string& queue) {
    system_.publish(queue, payload_, [this, name = core::printable(name)](std::uint8_t reason_code) {
      if (reason_code >= client::ClientSession::first_refusal) {
        return system_.fail("the broker refuses a message to " + name + "; look at its access rules",
                            ExitCode::no_permission);
      }
      if (reason_code == client::ClientSession::no_subscribers)
        std::cerr << "note: nobody listens to " << name << " at the moment\n";
      std::cout << "sent to " << name << '\n';
      system_.end(ExitCode::ok);
    });
  }

  std::string word_;
  bool word_is_queue_;
  std::string payload_;
  client::LiveSystem system_;
  client::PortLookup ports_;
};

}  // namespace

ExitCode send(const Options& options) {
  const std::vector<std::string>& words = options.paths;
  std::string value = words[1];
  if (value == "-") value.assign(std::istreambuf_iterator<char>(std::cin), {});
  auto payload = options.raw ? core::Result<std::string>(value) : json_payload(value);
  if (!payload) {
    std::cerr << "error: " << payload.error().message << '\n';
    return ExitCode::usage;
  }
  auto target = find_target(options, {words.begin() + 2, words.end()});
  if (!target) return target.error();
  const ExitCode code = Sending(options, *std::move(payload), *std::move(target)).run();
  return std::cout.flush() ? code : ExitCode::io_error;
}

}  // namespace mfp::cli
