#include "core/graph/fbp_graph.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/json/json_writer.hpp"
#include "core/text/number.hpp"
#include "core/text/text.hpp"

namespace mfp::core {

namespace {

bool is_alphanumeric(char c) { return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z'); }

/// The number that a text begins with, as the package reads `x` and `y`; `null` when it begins with none.
std::string leading_number(std::string_view text) {
  constexpr std::string_view digits = "0123456789";
  const auto run = [&](std::size_t from) { return std::min(text.find_first_not_of(digits, from), text.size()); };
  std::size_t end = run(0);
  if (end > 0 && end + 1 < text.size() && lower(text[end]) == 'e' && run(end + 1) > end + 1) end = run(end + 1);
  std::string json;
  if (!append_number(text.substr(0, end), json) || !to_double(json)) return "null";
  return json;
}

/// `x=17,main` as a JSON object: `{"x":17,"routes":"main"}`. The last of several values of a key counts.
std::string metadata_json(std::string_view list) {
  std::vector<std::pair<std::string_view, std::string>> members;
  std::unordered_map<std::string_view, std::size_t> places;
  for (std::size_t start = 0; start <= list.size();) {
    const std::size_t end = std::min(list.find(',', start), list.size());
    std::string_view value = list.substr(start, end - start);
    std::string_view key = "routes";
    if (const std::size_t equals = value.find('='); equals != std::string_view::npos) {
      key = value.substr(0, equals);
      value.remove_prefix(equals + 1);
      value = value.substr(0, value.find('='));
    }
    const auto [place, is_new] = places.try_emplace(key, members.size());
    if (is_new) members.emplace_back(key, std::string());
    members[place->second].second = key == "x" || key == "y" ? leading_number(value) : json_string(value);
    start = end + 1;
  }
  std::string text;
  JsonWriter json(text);
  json.begin_object();
  for (const auto& [key, value] : members) json.add_json(key, value);
  json.end_object();
  return text;
}

}  // namespace

/// Only the first run of other characters becomes a `_`: so the package does it.
std::string FbpGraph::name_for(std::string_view component) {
  const auto is_other = [](char c) { return !is_alphanumeric(c); };
  const auto* const first = std::find_if(component.begin(), component.end(), is_other);
  const auto* const last = std::find_if(first, component.end(), is_alphanumeric);
  std::string stem(component.begin(), first);
  if (first != last) stem += '_';
  stem.append(last, component.end());
  const std::uint32_t number = ++nameless_[stem];
  return '_' + stem + '_' + std::to_string(number);
}

tl::expected<std::string, TextProblem> FbpGraph::mention(const FbpWord& word) {
  const TextRange& at = word.at;
  if (word.name.empty() && word.component.empty()) {
    return tl::unexpected(TextProblem{at.offset, at.length, "has a process with neither a name nor a component"});
  }
  const std::string name = word.name.empty() ? name_for(word.component) : std::string(word.name);
  const auto [place, is_new] = processes_.try_emplace(name, graph_.processes.size());
  if (is_new) graph_.processes.push_back({name, {}, {}, at});
  Graph::Process& process = graph_.processes[place->second];
  if (!word.component.empty() && process.component != word.component) {
    if (!process.component.empty()) {
      return tl::unexpected(TextProblem{at.offset, at.length,
                                        "gives '" + name + "' the component '" + std::string(word.component) +
                                            "', but above it has '" + process.component +
                                            "'; give one of the two another name"});
    }
    process.component = word.component;
    process.at = at;
  }
  if (!word.metadata.empty()) process.metadata = metadata_json(word.metadata);
  return name;
}

void FbpGraph::annotate(std::string_view key, std::string_view value) {
  const bool is_runtime = key == "runtime";
  std::string name(is_runtime ? "environment" : key);
  const auto [place, is_new] = properties_.try_emplace(name, graph_.properties.size());
  if (is_new) graph_.properties.push_back({std::move(name), {}});
  graph_.properties[place->second].json = is_runtime ? "{\"type\":" + json_string(value) + '}' : json_string(value);
}

tl::expected<void, TextProblem> FbpGraph::add_export(Direction direction, Graph::Export entry) {
  const bool in = direction == Direction::in;
  std::vector<Graph::Export>& exports = in ? graph_.inports : graph_.outports;
  const auto [place, is_new] = (in ? inports_ : outports_).try_emplace(entry.name, exports.size());
  if (is_new) {
    exports.push_back(std::move(entry));
    return {};
  }
  const PortName& before = exports[place->second].inner;
  if (before == entry.inner) return {};
  return tl::unexpected(TextProblem{
      entry.at.offset, entry.at.length,
      "exports '" + entry.name + "', but above that is " + to_text(before) + "; give one of the two another name"});
}

tl::expected<Graph, std::vector<TextProblem>> FbpGraph::finish() && {
  std::vector<TextProblem> problems;
  for (const auto* exports : {&graph_.inports, &graph_.outports}) {
    for (const Graph::Export& entry : *exports) {
      if (processes_.contains(entry.inner.role)) continue;
      problems.push_back({entry.at.offset, entry.at.length,
                          "exports a port of '" + entry.inner.role +
                              "', which is no process of this graph; name it in a connection, or write " +
                              entry.inner.role + "(COMPONENT)"});
    }
  }
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return std::move(graph_);
}

}  // namespace mfp::core
