#include "core/mqtt/filter_index.hpp"

#include "core/mqtt/topic.hpp"

namespace mfp::core {

namespace {

/// The first level of `rest`, which moves on behind it; false when that was the last one.
std::string_view take_level(std::string_view& rest, bool& at_end) {
  const std::size_t slash = rest.find('/');
  const std::string_view level = rest.substr(0, slash);
  at_end = slash == std::string_view::npos;
  rest = at_end ? std::string_view{} : rest.substr(slash + 1);
  return level;
}

}  // namespace

void FilterIndex::insert(std::string_view filter, std::uint32_t value) {
  if (!has_wildcard(filter)) {
    exact_.emplace(filter, value);
    return;
  }
  Level* level = &wildcards_;
  std::string_view rest = filter;
  for (bool at_end = false; !at_end;) {
    const std::string_view name = take_level(rest, at_end);
    if (name == "#") {
      level->ends_with_all.push_back(value);
      return;
    }
    auto below = level->below.find(name);
    if (below == level->below.end()) below = level->below.emplace(name, std::make_unique<Level>()).first;
    level = below->second.get();
  }
  level->ends_here.push_back(value);
}

std::optional<std::uint32_t> FilterIndex::find(std::string_view filter) const {
  if (!has_wildcard(filter)) {
    const auto found = exact_.find(filter);
    return found == exact_.end() ? std::nullopt : std::optional(found->second);
  }
  const Level* level = &wildcards_;
  std::string_view rest = filter;
  for (bool at_end = false; !at_end;) {
    const std::string_view name = take_level(rest, at_end);
    if (name == "#") return level->ends_with_all.empty() ? std::nullopt : std::optional(level->ends_with_all.front());
    const auto below = level->below.find(name);
    if (below == level->below.end()) return std::nullopt;
    level = below->second.get();
  }
  return level->ends_here.empty() ? std::nullopt : std::optional(level->ends_here.front());
}

void FilterIndex::erase(std::string_view filter) {
  if (has_wildcard(filter)) {
    erase_below(wildcards_, filter);
  } else {
    exact_.erase(filter);
  }
}

bool FilterIndex::erase_below(Level& level, std::string_view rest) {
  bool at_end = false;
  const std::string_view name = take_level(rest, at_end);
  if (name == "#") {
    level.ends_with_all.clear();
  } else if (const auto below = level.below.find(name); below != level.below.end()) {
    if (at_end) below->second->ends_here.clear();
    if (at_end ? is_empty(*below->second) : erase_below(*below->second, rest)) level.below.erase(below);
  }
  return is_empty(level);
}

bool FilterIndex::is_empty(const Level& level) {
  return level.below.empty() && level.ends_here.empty() && level.ends_with_all.empty();
}

void FilterIndex::for_each_match(std::string_view topic, const Visit& visit) const {
  const auto [first, last] = exact_.equal_range(topic);
  for (auto entry = first; entry != last; ++entry) visit(entry->second);
  visit_matches(wildcards_, topic, false, visit);
}

void FilterIndex::visit_matches(const Level& level, std::string_view rest, bool at_end, const Visit& visit) {
  // `a/#` also stands for `a` itself (MQTT 5 section 4.7.1.2), so it counts at the end as well.
  for (const std::uint32_t value : level.ends_with_all) visit(value);
  if (at_end) {
    for (const std::uint32_t value : level.ends_here) visit(value);
    return;
  }
  const std::string_view name = take_level(rest, at_end);
  for (const std::string_view branch : {name, std::string_view("+")}) {
    const auto below = level.below.find(branch);
    if (below != level.below.end()) visit_matches(*below->second, rest, at_end, visit);
  }
}

}  // namespace mfp::core
