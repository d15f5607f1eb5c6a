#include "declaration/set/edge_check.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "core/json/json_document.hpp"
#include "core/model/port_search.hpp"
#include "core/model/port_types.hpp"
#include "core/text/slip.hpp"
#include "core/text/suggestion.hpp"
#include "core/text/text.hpp"
#include "declaration/yaml/report.hpp"

namespace mfp::declaration {

namespace {

/// What names a port: an edge at its two ends, or an initial packet.
struct End {
  core::Direction direction;
  /// `an edge ends at`
  std::string_view what;
};

constexpr End edge_source{core::Direction::out, "an edge begins at"};
constexpr End edge_target{core::Direction::in, "an edge ends at"};
constexpr End packet_target{core::Direction::in, "an initial packet goes to"};

std::string_view article_and_name(core::Direction direction) {
  return direction == core::Direction::in ? "an inport" : "an outport";
}

core::Direction other(core::Direction direction) {
  return direction == core::Direction::in ? core::Direction::out : core::Direction::in;
}

class EdgeCheck {
 public:
  EdgeCheck(DeclaredSet& set, const std::unordered_set<std::string>& unsure, std::vector<core::Diagnostic>& problems)
      : set_(set), configuration_(set.configuration), problems_(problems), unsure_(unsure) {
    ours_.reserve(configuration_.participants.size());
    for (const core::Participant& participant : configuration_.participants)
      ours_.emplace(participant.role, &participant);
  }

  std::vector<KnownEdge> run() {
    const core::Graph& graph = set_.graph.graph;
    for (std::size_t i = 0; i < graph.processes.size(); ++i) {
      check_component(graph.processes[i], graph.processes[i].component, set_.graph.processes[i]);
    }
    for (const DeclaredGraph::OtherComponent& other : set_.graph.other_components) {
      check_component(graph.processes[other.process], other.component, other.written);
    }
    for (std::size_t i = 0; i < graph.connections.size(); ++i) take_connection(i);
    for (std::size_t i = 0; i < graph.packets.size(); ++i) take_packet(i);
    return std::move(known_);
  }

 private:
  struct Found {
    /// Both null when the role is not ours.
    const core::Participant* participant = nullptr;
    const core::Port* port = nullptr;
  };

  void say(core::Severity severity, const Written& written, std::string message) {
    problems_.push_back({severity, place_of(written, configuration_.sources), std::move(message), {}});
  }

  /// Null when the role is not ours, or not known well enough.
  [[nodiscard]] const core::Participant* participant(const std::string& role) const {
    if (unsure_.contains(role)) return nullptr;
    const auto found = ours_.find(role);
    return found == ours_.end() ? nullptr : found->second;
  }

  /// What is declared counts, else what the graph says first.
  void check_component(const core::Graph::Process& process, const std::string& component, const Written& written) {
    const core::Participant* declared = participant(process.name);
    const std::string& counts = declared == nullptr ? process.component : declared->component;
    if (component.empty() || component == counts) return;
    say(core::Severity::warning, written,
        with_quotes(process.name) + " has the component " + with_quotes(component) + " here, but " +
            with_quotes(counts) + " where it is " + (declared == nullptr ? "named first" : "declared") +
            ", which counts");
  }

  void take_connection(std::size_t index) {
    const core::Graph::Connection& connection = set_.graph.graph.connections[index];
    const Written& written = set_.graph.connections[index];
    const auto source = find(connection.source, edge_source, set_.graph.sources[index]);
    const auto target = find(connection.target, edge_target, set_.graph.targets[index]);
    if (!source || !target) return;
    if (is_repeated(connection, written)) return;
    configuration_.edges.push_back({connection.source, connection.target, written.at});
    if (source->port == nullptr || target->port == nullptr) return;
    if (auto mismatch = core::type_mismatch(*source->participant, *source->port, *target->participant, *target->port)) {
      say(core::Severity::warning, written,
          *std::move(mismatch) + ", so no message fits; convert it at the outport, or take another port");
    }
    if (source->port->queue == target->port->queue) {
      return say(core::Severity::note, written,
                 core::port_name(*source->participant, *source->port) + " and " +
                     core::port_name(*target->participant, *target->port) + " have the same queue " +
                     with_quotes(target->port->queue) + ", so they are connected already");
    }
    known_.push_back({source->participant, source->port, target->participant, target->port, written,
                      configuration_.edges.size() - 1});
  }

  void take_packet(std::size_t index) {
    const core::Graph::Packet& packet = set_.graph.graph.packets[index];
    const Written& written = set_.graph.packets[index];
    const auto target = find(packet.target, packet_target, set_.graph.packet_targets[index]);
    if (!target) return;
    configuration_.initial_packets.push_back({payload(packet.data), packet.target, written.at});
    if (target->port == nullptr) return;
    if (auto mismatch =
            core::type_mismatch(configuration_.initial_packets.back().payload, *target->participant, *target->port)) {
      say(core::Severity::warning, written, *std::move(mismatch));
    }
  }

  /// The port that an end names; nothing, and a report, when it contradicts what is declared.
  std::optional<Found> find(const core::PortName& name, const End& end, const WrittenPort& written) {
    const core::Participant* declared = participant(name.role);
    if (declared == nullptr) {
      warn_of_slip(name.role, written.process);
      return Found{};
    }
    if (const core::Port* port = find_port(declared->ports(end.direction), name)) return Found{declared, port};
    const core::Direction opposite = other(end.direction);
    std::string message;
    if (find_port(declared->ports(opposite), name) != nullptr) {
      message = with_quotes(name.port) + " is " + std::string(article_and_name(opposite)) + " of " +
                shortened(name.role) + "; " + std::string(end.what) + ' ' +
                std::string(article_and_name(end.direction));
    } else {
      message = "participant " + with_quotes(name.role) + " has no " + port_kind(end.direction) + ' ' +
                with_quotes(name.port) + way_out(declared->ports(end.direction), name.port);
    }
    say(core::Severity::error, written.port, std::move(message));
    return std::nullopt;
  }

  /// A role that nobody declares may be a stranger's, but one that is nearly a declared one hardly is.
  void warn_of_slip(const std::string& role, const Written& written) {
    if (unsure_.contains(role) || !strangers_.insert(role).second) return;
    for (const core::Participant& participant : configuration_.participants) {
      if (comparisons_left_ == 0) return;
      --comparisons_left_;
      if (!core::is_slip_of(role, participant.role) || is_declared_process(role)) continue;
      return say(core::Severity::warning, written,
                 "no participant here has the role " + with_quotes(role) + "; did you mean " +
                     with_quotes(participant.role) + " (" +
                     core::place_text({configuration_.sources[participant.file], participant.mark.line}) +
                     ")? If another program announces " + with_quotes(role) + ", all is well");
    }
  }

  /// Whether the graph says of what component the process is, as graphs of strangers do.
  [[nodiscard]] bool is_declared_process(std::string_view name) const {
    const std::vector<core::Graph::Process>& processes = set_.graph.graph.processes;
    return std::any_of(processes.begin(), processes.end(), [&](const core::Graph::Process& process) {
      return process.name == name && !process.component.empty();
    });
  }

  const core::Port* find_port(const std::vector<core::Port>& ports, const core::PortName& name) {
    constexpr std::size_t few = 32;
    if (ports.size() <= few) return core::find_port(ports, name);
    return indexes_.try_emplace(&ports, ports).first->second.find(name);
  }

  static std::string port_kind(core::Direction direction) {
    return direction == core::Direction::in ? "inport" : "outport";
  }

  /// Nobody reads more than the first problems, and near names among many cost time.
  [[nodiscard]] std::string way_out(const std::vector<core::Port>& ports, std::string_view wanted) const {
    constexpr std::size_t many_problems = 100;
    constexpr std::size_t many_names = 1000;
    if (ports.empty()) return "; it has none";
    if (problems_.size() >= many_problems) return {};
    std::vector<std::string_view> names;
    names.reserve(ports.size());
    for (const core::Port& port : ports) names.push_back(port.id);
    const auto near = names.size() > many_names ? std::nullopt : core::nearest(wanted, names);
    if (near) return "; did you mean '" + std::string(*near) + "'?";
    return "; it has " + listed(names);
  }

  /// Ports are compared as they are found: without regard to upper and lower case.
  bool is_repeated(const core::Graph::Connection& connection, const Written& written) {
    std::string key;
    for (const core::PortName* name : {&connection.source, &connection.target}) {
      key += name->role + '\0';
      for (const char letter : name->port) key += core::lower(letter);
      key += '\0' + (name->index ? std::to_string(*name->index) : std::string()) + '\0';
    }
    const auto [first, is_new] = declared_.emplace(std::move(key), written.at);
    if (is_new) return false;
    const core::DeclaredAt& at = first->second;
    say(core::Severity::warning, written,
        "this edge is declared already, in " + core::place_text({configuration_.sources[at.file], at.mark.line}) +
            "; it counts once");
    return true;
  }

  /// A text is sent as what it holds where that is JSON by itself.
  std::string payload(const std::string& data) {
    if (!data.starts_with('"')) return data;
    std::string content = core::text_of_json(data);
    return json_.read(content) == core::JsonDocument::Outcome::json ? content : data;
  }

  const DeclaredSet& set_;
  core::Configuration& configuration_;
  std::vector<core::Diagnostic>& problems_;
  std::unordered_map<std::string_view, const core::Participant*> ours_;
  const std::unordered_set<std::string>& unsure_;
  /// Roles of the graph that nobody here has and that were compared with those that somebody has. In a set of
  /// thousands of both, comparing all would take longer than all else.
  std::unordered_set<std::string_view> strangers_;
  std::size_t comparisons_left_ = 2'000'000;
  /// Of participants with many ports.
  std::unordered_map<const std::vector<core::Port>*, core::PortIndex> indexes_;
  std::unordered_map<std::string, core::DeclaredAt> declared_;
  core::JsonDocument json_;
  std::vector<KnownEdge> known_;
};

}  // namespace

core::Place place_of(const Written& written, const std::vector<std::string>& files) {
  return {files[written.at.file], written.at.mark.line, written.at.mark.column, written.length};
}

std::vector<KnownEdge> check_edges(DeclaredSet& set, const std::unordered_set<std::string>& unsure,
                                   std::vector<core::Diagnostic>& problems) {
  if (set.graph.empty()) return {};
  return EdgeCheck(set, unsure, problems).run();
}

}  // namespace mfp::declaration
