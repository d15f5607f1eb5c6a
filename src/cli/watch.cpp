#include <algorithm>
#include <chrono>
#include <iostream>
#include <set>
#include <unordered_map>
#include <utility>

#include "cli/census.hpp"
#include "cli/commands.hpp"
#include "cli/live_system.hpp"
#include "cli/packet.hpp"
#include "cli/port_words.hpp"
#include "cli/router_messages.hpp"
#include "cli/terminal.hpp"
#include "core/port_search.hpp"
#include "core/text.hpp"
#include "declaration/suggestion.hpp"
#include "system/disk.hpp"

namespace mfp::cli {

namespace {

constexpr std::size_t widest_port = 32;

/// Shows what comes on the queues of ports, and on the devices' topics behind them.
class Watching {
 public:
  Watching(const Options& options, std::vector<std::string> words, LiveTarget target)
      : json_(options.json), words_(std::move(words)), system_(std::move(target)) {}

  ExitCode run() {
    return system_.run([this] { begin(); }, [this](const core::Message& message) { received(message); }, ExitCode::ok);
  }

 private:
  /// What a subscription is for.
  struct Watched {
    std::string role;
    std::string port;
    std::string queue;
    Packet::Place place = Packet::Place::queue;
  };

  void begin() {
    for (const core::Participant& participant : system_.target().declared) take_in(participant);
    system_.request("listparticipants", "", census_patience, [this](const std::optional<std::string>& answer) {
      take_in_all(answer);
      system_.subscribe(std::string(core::discovery_topic), discovery_identifier, [this] { tell_state(); });
    });
  }

  void take_in_all(const std::optional<std::string>& answer) {
    const auto told = answer ? read_participants(*answer) : core::fail("no answer");
    if (!told) {
      std::cerr << "note: no router answers; ports are watched as soon as they are announced\n";
      return;
    }
    for (const LiveParticipant& live : *told) take_in(live.participant);
  }

  /// Anew, when it is known already.
  void take_in(core::Participant participant) {
    if (const auto former = known_.find(participant.role); former != known_.end()) {
      keep_topics(former->second, participant);
      for (auto& [identifier, watched] : watched_) {
        std::erase_if(watched, [&](const Watched& one) { return one.role == participant.role; });
      }
    }
    for (const core::Direction direction : {core::Direction::in, core::Direction::out}) {
      for (const core::Port& port : participant.ports(direction)) {
        if (wanted(participant, port)) watch(participant, port, direction);
      }
    }
    known_.insert_or_assign(participant.role, std::move(participant));
  }

  /// Announcements do not say them.
  static void keep_topics(const core::Participant& former, core::Participant& participant) {
    for (const auto ports : {&core::Participant::inports, &core::Participant::outports}) {
      for (core::Port& port : participant.*ports) {
        const core::Port* same = core::find_port(former.*ports, {participant.role, port.id, std::nullopt});
        if (same != nullptr && !port.topic) port.topic = same->topic;
      }
    }
  }

  bool wanted(const core::Participant& participant, const core::Port& port) const {
    return words_.empty() || std::any_of(words_.begin(), words_.end(), [&](const std::string& word) {
             return word == participant.role || core::same_name(word, core::port_name(participant, port));
           });
  }

  void watch(const core::Participant& participant, const core::Port& port, core::Direction direction) {
    Watched watched{participant.role, core::port_name(participant, port), port.queue, Packet::Place::queue};
    port_width_ = std::max(port_width_, std::min(core::count_characters(watched.port), widest_port));
    add(port.queue, watched);
    ports_.insert(watched.port);
    if (!port.topic) return;
    watched.place = direction == core::Direction::in ? Packet::Place::to_device : Packet::Place::from_device;
    add(port.topic->text(), std::move(watched));
  }

  void add(const std::string& filter, Watched watched) {
    const auto [known, added] = identifiers_.emplace(filter, last_identifier_ + 1);
    if (added) {
      ++last_identifier_;
      system_.subscribe(filter, known->second, nullptr);
    }
    watched_[known->second].push_back(std::move(watched));
  }

  void tell_state() const {
    std::vector<std::string_view> known;
    for (const auto& [role, participant] : known_) known.push_back(role);
    for (const std::string& port : ports_) known.push_back(port);
    for (const std::string& word : words_) {
      const bool found =
          std::any_of(known.begin(), known.end(), [&](auto name) { return core::same_name(name, word); });
      if (found) continue;
      std::cerr << "note: nobody announces '" << core::printable(word) << "' yet";
      if (const auto near = declaration::nearest(word, known)) {
        std::cerr << "; did you mean '" << core::printable(*near) << "'?";
      }
      std::cerr << '\n';
    }
    std::cerr << "watching " << core::counted(ports_.size(), "port") << std::endl;
  }

  void received(const core::Message& message) {
    if (message.topic == core::discovery_topic) hear(message);
    // Which subscription a message comes through says whose it is; a broker may send a copy for each.
    for (const std::uint32_t identifier : message.subscriptions) show(message, identifier);
    if (!message.subscriptions.empty()) return;
    for (const auto& [filter, identifier] : identifiers_) {
      if (core::TopicFilter::parse(filter)->matches(message.topic)) show(message, identifier);
    }
  }

  void hear(const core::Message& message) {
    std::string role;
    const auto heard = directory_.hear(message.payload, system::EventLoop::Clock::now(), role);
    if (heard == core::Directory::Heard::changed) take_in(directory_.find(role)->participant);
  }

  void show(const core::Message& message, std::uint32_t identifier) {
    const auto watched = watched_.find(identifier);
    if (watched == watched_.end()) return;
    for (const Watched& one : watched->second) {
      const bool on_queue = one.place == Packet::Place::queue;
      const Packet packet{std::chrono::system_clock::now(),
                          one.port,
                          one.queue,
                          one.place,
                          on_queue ? std::string_view() : message.topic,
                          message.payload,
                          message.retain};
      std::cout << (json_ ? json_line(packet_json(packet))
                          : packet_line(packet, {colour_, terminal_width(), port_width_}))
                << '\n';
    }
    if (!std::cout.flush()) system_.end(ExitCode::io_error);
  }

  bool json_;
  std::vector<std::string> words_;
  LiveSystem system_;
  Colour colour_ = output_colour();
  std::size_t port_width_ = 0;
  core::Directory directory_;
  std::unordered_map<std::string, core::Participant> known_;
  std::set<std::string> ports_;
  /// Of each filter that is subscribed to.
  std::unordered_map<std::string, std::uint32_t> identifiers_;
  std::unordered_map<std::uint32_t, std::vector<Watched>> watched_;
  std::uint32_t last_identifier_ = discovery_identifier;
};

}  // namespace

ExitCode watch(const Options& options) {
  std::vector<std::string> words;
  std::vector<std::string> files;
  for (const std::string& path : options.paths) {
    const bool is_file =
        path.ends_with(".yaml") || path.ends_with(".yml") || system::Disk().kind(path) != core::FileKind::missing;
    (is_file ? files : words).push_back(path);
  }
  auto target = find_target(options, files);
  if (!target) return target.error();
  return Watching(options, std::move(words), *std::move(target)).run();
}

}  // namespace mfp::cli
