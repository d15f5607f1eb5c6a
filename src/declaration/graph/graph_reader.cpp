#include "declaration/graph/graph_reader.hpp"

#include <iterator>
#include <utility>

#include "core/graph/fbp_reader.hpp"
#include "core/graph/json_graph_reader.hpp"
#include "declaration/yaml/document_reader.hpp"
#include "declaration/yaml/paths.hpp"
#include "declaration/yaml/text_check.hpp"

namespace mfp::declaration {

namespace {

constexpr const char* a_line = "lines of the FBP language like `heater TEMPERATURE -> TEXT display`";

bool is_text(const Value& value) { return value.kind() == Kind::scalar && value.tag() != Tag::binary; }

template <class Element>
void append(std::vector<Element>& all, std::vector<Element>& more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

/// The values of an entry that is one text or a list of texts; reports what else there is.
std::vector<Value> texts_of(Report& report, const Entry& entry, const std::string& what) {
  std::vector<Value> texts;
  if (entry.value.kind() != Kind::list && !is_text(entry.value)) {
    report.error(entry.key.document(), entry.value_range(), what + but_is(entry.value));
    return texts;
  }
  if (entry.value.kind() != Kind::list) return {entry.value};
  for (const Value& item : items(entry.value)) {
    if (is_text(item)) {
      texts.push_back(item);
    } else {
      report.error(item, what + but_is(item));
    }
  }
  return texts;
}

}  // namespace

void GraphReader::read_connections(const Entry& connections) {
  if (connections.value.kind() == Kind::nothing) return;
  const auto lines = texts_of(report_, connections, std::string("'connections' must be ") + a_line);
  if (!lines.empty()) take_in_fbp(GraphText(connections.key.document(), lines));
}

void GraphReader::read_graphs(const Entry& graphs) {
  if (graphs.value.kind() == Kind::nothing) return;
  for (const Value& name : texts_of(report_, graphs, "'graph' must name a file like house.fbp, or a list of files")) {
    read_graph(name);
  }
}

void GraphReader::read_graph(const Value& name) {
  if (name.text().empty()) return report_.error(name, "'graph' is empty; it names a file like house.fbp");
  const std::string path = joined(folder_of(name.document().file), name.text());
  if (const auto problem = read_file(path)) report_.error(name, "the graph " + with_quotes(path) + ' ' + *problem);
}

std::optional<std::string> GraphReader::read_file(const std::string& path) {
  if (!paths_.insert(path).second) return std::nullopt;
  if (source_.kind(path) == core::FileKind::missing) return "does not exist";
  if (source_.kind(path) == core::FileKind::folder) return "is a folder; name the files in it";
  auto text = source_.read(path, most_bytes);
  if (!text) return text.error().message;
  Document document;
  document.file = path;
  document.index = static_cast<std::uint32_t>(files_.size());
  files_.push_back(path);
  document.text = *std::move(text);
  if (document.text.starts_with(byte_order_mark)) document.text.erase(0, byte_order_mark.size());
  document.lines = LineIndex(document.text);
  if (const auto problem = find_badly_encoded(document.text)) {
    report_.error(document, problem->range, problem->message);
  } else if (path.ends_with(".json")) {
    take_in_json(GraphText(document));
  } else {
    take_in_fbp(GraphText(document));
  }
  return std::nullopt;
}

void GraphReader::take_in_fbp(const GraphText& text) {
  auto read = core::read_fbp(text.text());
  if (read) return take_in(*std::move(read), text);
  for (const core::TextProblem& problem : read.error()) refuse(text, "this line of the FBP language", problem);
}

void GraphReader::take_in_json(const GraphText& text) {
  auto read = core::read_json_graph(text.text());
  if (read) return take_in(*std::move(read), text);
  refuse(text, "this JSON graph", read.error());
}

void GraphReader::refuse(const GraphText& text, const std::string& subject, const core::TextProblem& problem) {
  report_.error(text.document(), text.range_of(problem.offset, problem.length), subject + ' ' + problem.message);
}

void GraphReader::take_in(core::Graph graph, const GraphText& text) {
  core::Graph& all = graph_.graph;
  for (core::Graph::Process& process : graph.processes) take_in(std::move(process), text);
  for (const core::Graph::Connection& connection : graph.connections) {
    const Written whole = text.written(connection.at);
    graph_.connections.push_back(whole);
    graph_.sources.push_back(text.written(whole, connection.at, connection.source_at));
    graph_.targets.push_back(text.written(whole, connection.at, connection.target_at));
  }
  for (const core::Graph::Packet& packet : graph.packets) {
    const Written whole = text.written(packet.at);
    graph_.packets.push_back(whole);
    graph_.packet_targets.push_back(text.written(whole, packet.at, packet.target_at));
  }
  append(all.connections, graph.connections);
  append(all.packets, graph.packets);
  append(all.inports, graph.inports);
  append(all.outports, graph.outports);
  for (core::Graph::Property& property : graph.properties) {
    if (properties_.insert(property.key).second) all.properties.push_back(std::move(property));
  }
}

void GraphReader::take_in(core::Graph::Process process, const GraphText& text) {
  core::Graph& all = graph_.graph;
  const auto [known, is_new] = processes_.emplace(process.name, all.processes.size());
  if (is_new) {
    graph_.processes.push_back(text.written(process.at));
    all.processes.push_back(std::move(process));
    return;
  }
  core::Graph::Process& first = all.processes[known->second];
  if (first.component.empty()) {
    first.component = std::move(process.component);
    graph_.processes[known->second] = text.written(process.at);
  } else if (!process.component.empty() && process.component != first.component) {
    graph_.other_components.push_back({known->second, std::move(process.component), text.written(process.at)});
  }
  if (first.metadata.empty()) first.metadata = std::move(process.metadata);
}

}  // namespace mfp::declaration
