#include <algorithm>
#include <chrono>
#include <iostream>
#include <memory>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "cli/commands/commands.hpp"
#include "cli/commands/live_target.hpp"
#include "client/live_system.hpp"
#include "client/participant_list.hpp"
#include "client/router_messages.hpp"
#include "client/skip_watch.hpp"
#include "client/watch_list.hpp"
#include "client/watched_message.hpp"
#include "core/model/port_search.hpp"
#include "core/text/suggestion.hpp"
#include "core/text/text.hpp"
#include "system/terminal.hpp"

namespace mfp::cli {

namespace {

using Clock = system::EventLoop::Clock;

constexpr std::size_t widest_port = 32;
constexpr std::chrono::seconds forget_step{30};
/// Announcements may come in thousands; one question covers those of a while.
constexpr std::chrono::seconds between_questions{1};

/// Whether an announcement says nothing new about the ports.
bool same_queues(const std::vector<core::Port>& a, const std::vector<core::Port>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const core::Port& x, const core::Port& y) { return x.id == y.id && x.queue == y.queue; });
}

/// Shows what comes on the queues of ports, and on the devices' topics behind them.
class Watching {
 public:
  Watching(const WatchOptions& options, client::LiveTarget target)
      : json_(options.json),
        list_(options.names, client::discovery_identifier + 1),
        system_(std::move(target)),
        skips_(system_.target().declared),
        forget_timer_(system_.timer()),
        question_timer_(system_.timer()) {}

  ExitCode run() {
    return system_.run([this] { begin(); }, [this](const core::Message& message) { received(message); }, ExitCode::ok);
  }

 private:
  void begin() {
    for (const core::Participant& participant : system_.target().declared) {
      declared_.insert(participant.role);
      take_in(participant);
    }
    system_.ask(
        "listparticipants", client::participant_list_patience,
        [this](const std::vector<client::RouterAnswer>& answers) {
          const auto told = client::merged_participants(answers);
          if (told && !answers.empty()) {
            take_in_all(told->participants);
          } else {
            std::cerr << "note: " << system_.no_answer() << "; ports are watched as soon as they are announced\n";
          }
          system_.subscribe(std::string(core::discovery_topic), client::discovery_identifier, [this] { tell_state(); });
        });
    forget_silent();
  }

  /// Devices files know best, then the router for its own, then those who speak for themselves.
  void take_in_all(const client::LiveParticipants& told) {
    const auto now = Clock::now();
    ours_.clear();
    for (const client::LiveParticipant& live : told) {
      const core::Participant& participant = live.participant;
      if (declared_.contains(participant.role)) continue;
      if (live.speaker == client::Speaker::ours) {
        ours_.insert_or_assign(participant.role, participant);
        take_in(participant);
      } else if (directory_.hear(participant, now - live.seen) == core::Directory::Heard::changed) {
        take_in(participant);
      }
    }
  }

  void take_in(const core::Participant& participant) { carry_out(list_.take_in(participant)); }

  void carry_out(const std::vector<client::WatchList::Step>& steps) {
    for (const client::WatchList::Step& step : steps) {
      if (step.kind == client::WatchList::Step::Kind::subscribe) {
        system_.subscribe(step.filter, step.identifier, nullptr);
      } else if (step.filter != core::discovery_topic) {
        system_.unsubscribe(step.filter);
      }
    }
  }

  void hear(const core::Message& message) {
    std::string role;
    if (directory_.hear(message.payload, Clock::now(), role) != core::Directory::Heard::changed) return;
    if (declared_.contains(role)) return;
    const core::Participant& announced = directory_.find(role)->participant;
    const auto ours = ours_.find(role);
    if (ours == ours_.end()) return take_in(announced);
    // Anybody can announce a role. What its ports are says the router, which speaks for it.
    if (same_queues(ours->second.inports, announced.inports) && same_queues(ours->second.outports, announced.outports))
      return;
    ask_again_soon();
  }

  void ask_again_soon() {
    if (std::exchange(asking_, true)) return;
    question_timer_->set(Clock::now() + between_questions, [this] {
      system_.ask("listparticipants", client::participant_list_patience,
                  [this](const std::vector<client::RouterAnswer>& answers) {
                    asking_ = false;
                    const auto told = client::merged_participants(answers);
                    if (told && !answers.empty()) take_in_all(told->participants);
                  });
    });
  }

  void forget_silent() {
    for (const std::string& role : directory_.forget_silent(Clock::now())) {
      if (!declared_.contains(role) && !ours_.contains(role)) carry_out(list_.forget(role));
    }
    forget_timer_->set(Clock::now() + forget_step, [this] { forget_silent(); });
  }

  void tell_state() const {
    const std::vector<std::string> names = list_.names();
    const std::vector<std::string_view> known(names.begin(), names.end());
    for (const std::string& word : list_.words()) {
      const bool found =
          std::any_of(known.begin(), known.end(), [&](auto name) { return core::same_name(name, word); });
      if (found) continue;
      std::cerr << "note: nobody announces '" << core::printable(word) << "' yet";
      if (const auto near = core::nearest(word, known)) {
        std::cerr << "; did you mean '" << core::printable(*near) << "'?";
      }
      std::cerr << '\n';
    }
    std::cerr << "watching " << core::counted(list_.ports(), "port") << std::endl;
  }

  void received(const core::Message& message) {
    if (message.topic == core::discovery_topic) hear(message);
    // Which subscription a message comes through says whose it is; a broker may send a copy for each.
    for (const std::uint32_t identifier : message.subscriptions) show(message, identifier);
    if (!message.subscriptions.empty()) return;
    for (const std::uint32_t identifier : list_.matching(message.topic)) show(message, identifier);
  }

  void show(const core::Message& message, std::uint32_t identifier) {
    const client::LineLayout layout{colour_, system::terminal_width(), std::min(list_.widest_name(), widest_port)};
    for (const client::WatchList::Owner& owner : list_.owners(identifier)) {
      const bool on_queue = owner.place == client::WatchedMessage::Place::queue;
      const client::WatchedMessage packet{std::chrono::system_clock::now(),
                                          owner.name,
                                          owner.queue,
                                          owner.place,
                                          on_queue ? std::string_view() : message.topic,
                                          message.payload,
                                          message.retain};
      write(packet, layout);
    }
    show_skips(message, identifier, layout);
    if (!std::cout.flush()) system_.end(ExitCode::io_error);
  }

  /// The declared ports that make nothing of it.
  void show_skips(const core::Message& message, std::uint32_t identifier, const client::LineLayout& layout) const {
    skips_.look_at(list_.filter(identifier), message.payload, [&](const core::Relay& relay, const std::string& reason) {
      if (!list_.wanted(*relay.participant, *relay.port)) return;
      const bool from_device = relay.direction == core::Direction::out;
      const std::string name = core::port_name(*relay.participant, *relay.port);
      write({std::chrono::system_clock::now(), name, relay.port->queue,
             from_device ? client::WatchedMessage::Place::from_device : client::WatchedMessage::Place::queue,
             from_device ? message.topic : std::string_view(), message.payload, message.retain, reason},
            layout);
    });
  }

  void write(const client::WatchedMessage& packet, const client::LineLayout& layout) const {
    std::cout << (json_ ? system::json_line(client::message_json(packet)) : client::message_line(packet, layout))
              << '\n';
  }

  bool json_;
  client::WatchList list_;
  client::LiveSystem system_;
  client::SkipWatch skips_;
  std::unique_ptr<system::EventLoop::Timer> forget_timer_;
  std::unique_ptr<system::EventLoop::Timer> question_timer_;
  system::Colour colour_ = system::output_colour();
  core::Directory directory_;
  /// Roles of the devices files.
  std::unordered_set<std::string> declared_;
  /// As the router told them.
  std::unordered_map<std::string, core::Participant> ours_;
  bool asking_ = false;
};

}  // namespace

ExitCode watch(const WatchOptions& options) {
  auto target = find_target(options.files, options.live);
  if (!target) return target.error();
  return Watching(options, *std::move(target)).run();
}

}  // namespace mfp::cli
