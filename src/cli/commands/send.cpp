#include <cstdint>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/commands/commands.hpp"
#include "cli/commands/live_target.hpp"
#include "client/delivery.hpp"
#include "client/live_system.hpp"
#include "client/port_lookup.hpp"
#include "client/router_messages.hpp"
#include "client/watched_message.hpp"
#include "core/json/json_document.hpp"
#include "core/json/json_writer.hpp"
#include "core/model/port_types.hpp"
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
  return core::json_string(value);
}

/// How to do without listening.
constexpr std::string_view quick_port = "name the devices file, or the queue with --queue, for an answer at once";

/// The inport that a queue belongs to, where one that is relayed does.
client::Delivery::Target target_of_queue(const std::string& queue, const client::LiveParticipants& participants) {
  for (const client::LiveParticipant& live : participants) {
    for (const core::Port& port : live.participant.inports) {
      if (port.queue == queue && port.topic)
        return {core::port_name(live.participant, port), queue, port.topic->text()};
    }
  }
  return {queue, queue, std::nullopt};
}

class Sending {
 public:
  Sending(const SendOptions& options, std::string payload, client::LiveTarget target)
      : word_(options.port),
        word_is_queue_(options.queue),
        payload_(std::move(payload)),
        expiry_(options.expires),
        system_(std::move(target)),
        ports_(system_, {{word_, core::Direction::in, "send takes an inport", ""}},
               {.longest = client::listening_time(options.live.wait), .at_once = std::string(quick_port)}),
        delivery_(system_) {}

  ExitCode run() {
    return system_.run([this] { begin(); },
                       [this](const core::Message& message) {
                         ports_.hear(message);
                         delivery_.hear(message);
                       });
  }

 private:
  void begin() {
    if (word_is_queue_) return begin_with_queue();
    ports_.find([this](const std::vector<client::FoundPort>& found) {
      const core::Port& port = *found[0].port;
      const auto mismatch = core::type_mismatch(payload_, *found[0].participant, port);
      if (mismatch) std::cerr << "note: " << core::printable(*mismatch) << ", so it may be refused\n";
      const auto topic = port.topic ? std::optional(port.topic->text()) : std::nullopt;
      send({core::port_name(*found[0].participant, port), port.queue, topic});
    });
  }

  void begin_with_queue() {
    const client::Delivery::Target declared = target_of_queue(word_, client::declared_participants(system_.target()));
    if (declared.topic) return send(declared);
    system_.ask("listparticipants", client::participant_list_patience,
                [this](const std::vector<client::RouterAnswer>& answers) {
                  const auto told = client::merged_participants(answers).value_or(client::ToldParticipants{});
                  send(target_of_queue(word_, told.participants));
                });
  }

  void send(client::Delivery::Target target) {
    delivery_.send(std::move(target), payload_, expiry_,
                   [this](client::Delivery::Outcome outcome, const std::string& text) { tell(outcome, text); });
  }

  void tell(client::Delivery::Outcome outcome, const std::string& text) {
    using enum client::Delivery::Outcome;
    const client::Delivery::Target& target = delivery_.target();
    const std::string name = core::printable(target.name);
    switch (outcome) {
      case relayed:
        return succeed("sent to " + name + " -> " + core::printable(*target.topic) + "  " + client::readable(text));
      case accepted:
        return succeed("sent to " + name);
      case skipped:
        return system_.fail(name + " passes nothing on for it: " + core::printable(text), ExitCode::failed);
      case refused:
        return system_.fail(name + " refuses it: " + core::printable(text), ExitCode::failed);
      case forbidden:
        return system_.fail("the broker refuses a message to " + name + "; look at its access rules",
                            ExitCode::no_permission);
      case unheard:
        return system_.fail("nobody listens to " + name + ", so the message is lost" + cure(), ExitCode::unavailable);
      case silent:
        break;
    }
    system_.fail("nothing came of it on " + core::printable(*target.topic) + " within " +
                     std::to_string(client::Delivery::longest_wait.count()) + " s" + cure() +
                     "; the broker keeps the message for " + std::to_string(expiry_) + " s",
                 ExitCode::unavailable);
  }

  /// Behind a message that nobody has relayed.
  std::string cure() const {
    if (!delivery_.target().topic) return "";
    return "; the process of msgflo-foreign-participant that relays it does not run, or has lost its broker";
  }

  void succeed(const std::string& line) {
    std::cout << line << '\n';
    system_.end(ExitCode::ok);
  }

  std::string word_;
  bool word_is_queue_;
  std::string payload_;
  std::uint32_t expiry_;
  client::LiveSystem system_;
  client::PortLookup ports_;
  client::Delivery delivery_;
};

}  // namespace

ExitCode send(const SendOptions& options) {
  std::string value = options.value;
  if (value == "-") value.assign(std::istreambuf_iterator<char>(std::cin), {});
  auto payload = options.raw ? core::Result<std::string>(value) : json_payload(value);
  if (!payload) {
    std::cerr << "error: " << payload.error().message << '\n';
    return ExitCode::usage;
  }
  auto target = find_target(options.files, options.live);
  if (!target) return target.error();
  const ExitCode code = Sending(options, *std::move(payload), *std::move(target)).run();
  return std::cout.flush() ? code : ExitCode::io_error;
}

}  // namespace mfp::cli
