#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace mfp::core {

/// Finds which of many filters match a topic. Cost of a look-up: O(levels of the topic), times the wildcard branches
/// that fit; the number of filters without wildcards does not matter.
/// The filters' texts are borrowed and must outlive the index.
class FilterIndex {
 public:
  using Visit = std::function<void(std::uint32_t)>;

  /// `filter` is the text of a TopicFilter, or of a TopicName, which is a filter without wildcards.
  void insert(std::string_view filter, std::uint32_t value);

  /// Calls `visit` with the value of each filter that matches `topic`, each once.
  void for_each_match(std::string_view topic, const Visit& visit) const;

 private:
  struct Level {
    std::map<std::string_view, std::unique_ptr<Level>> below;
    std::vector<std::uint32_t> ends_here;
    std::vector<std::uint32_t> ends_with_all;
  };

  static void visit_matches(const Level& level, std::string_view rest, bool at_end, const Visit& visit);

  std::unordered_multimap<std::string_view, std::uint32_t> exact_;
  Level wildcards_;
};

}  // namespace mfp::core
